package planted.ice;

interface IServers {}
