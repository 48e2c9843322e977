#!/bin/sh
# Unpacks target/aars/*.aar into target/unpacked, a folder for each.
set -eu
rm -rf target/unpacked
for aar in target/aars/*.aar; do
    folder=target/unpacked/$(basename "$aar" .aar)
    mkdir -p "$folder"
    (cd "$folder" && jar --extract --file "../../aars/$(basename "$aar")")
done
