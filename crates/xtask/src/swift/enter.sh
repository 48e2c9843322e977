#!/bin/sh
# usage: unshare --mount --propagation private --pid --fork --kill-child sh -eu enter.sh ROOT [FOLDER …] -- PROGRAM [ARGUMENT …]
#
# Runs PROGRAM inside ROOT, with /proc, without which swiftc finds none of its own libraries, and with each FOLDER at its own
# path, so that paths in messages are true outside too. The mounts are this namespace's: they are gone with its last process. This shell is the
# first process of its own, and not PROGRAM, which could not be interrupted then; with it all others end.
root=$1
shift
mount -t proc proc "$root/proc"
while [ "$1" != -- ]; do
  mkdir -p "$root$1"
  mount --bind "$1" "$root$1"
  shift
done
shift
chroot "$root" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"
