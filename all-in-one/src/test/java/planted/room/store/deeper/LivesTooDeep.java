package planted.room.store.deeper;

record LivesTooDeep() {}
