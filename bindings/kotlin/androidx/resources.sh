#!/bin/sh
# AndroidX's resources and ours together, for tests, and the list of ours alone, for the AAR. $1: the jar of an Android platform.
set -eu
manifest=../vinculo-android/aar/AndroidManifest.xml
ours=../vinculo-android/src/main/res
sh ../unpack.sh
sh ../resources.sh target/linked "$1" "$manifest" target/unpacked "$ours"
sh ../resources.sh target/own "$1" "$manifest" "" "$ours"
# An app's build gives the numbers.
sed 's/ 0x[0-9a-f]*$/ 0x0/' target/own/R.txt >target/R.txt
