"""wire.py ONE OTHER MS: a slow wire between two network interfaces of this namespace.

What comes in at either goes out at the other MS milliseconds later, in its order. For kernels without
netem. Both ends of the veth pairs must compute their checksums themselves (ethtool -K … tx off gso off tso off).
"""

import collections
import select
import socket
import sys
import time

ETH_P_ALL = 3
LARGEST = 65536
OUTGOING = 4  # PACKET_OUTGOING: what this program itself has sent


def opened(interface):
    end = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    end.bind((interface, 0))
    end.setblocking(False)
    return end


def arrived(end):
    """All frames that wait at this end."""
    while True:
        try:
            frame, (_, _, kind, *_) = end.recvfrom(LARGEST)
        except BlockingIOError:
            return
        if kind != OUTGOING:
            yield frame


def carry(one, other, seconds):
    """Never returns."""
    across = {one: other, other: one}
    under_way = collections.deque()  # every frame takes equally long, so they arrive as they came
    while True:
        wait = max(0, under_way[0][0] - time.monotonic()) if under_way else None
        readable, _, _ = select.select([one, other], [], [], wait)
        for end in readable:
            due = time.monotonic() + seconds
            under_way.extend((due, across[end], frame) for frame in arrived(end))
        while under_way and under_way[0][0] <= time.monotonic():
            _, end, frame = under_way.popleft()
            try:
                end.send(frame)
            except OSError:
                pass  # a wire that is down or full loses frames


if __name__ == "__main__":
    carry(opened(sys.argv[1]), opened(sys.argv[2]), float(sys.argv[3]) / 1000)
