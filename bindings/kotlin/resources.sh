#!/bin/sh
# Links resources as Gradle's plugin for Android would.
# Usage: resources.sh OUT PLATFORM MANIFEST UNPACKED RES [PACKAGES]
# PLATFORM: the jar of an Android. UNPACKED: folders of unpacked AARs; RES: folders of resources, which win; PACKAGES: that want a class
# `R` besides MANIFEST's and those of the AARs. Each separated by colons.
# Writes OUT/resources.ap_, OUT/R.txt (of MANIFEST's package) and, in OUT/r, the classes.
set -eu
out=$1 platform=$2 manifest=$3
command -v aapt2 >/dev/null || { echo "aapt2 is missing: apt-get install -y --no-install-recommends aapt" >&2; exit 1; }
rm -rf "$out"
mkdir -p "$out/zips" "$out/r"

# aapt2 skips a file in silence whose name begins with a dot.
each() { printf '%s\n' "$1" | tr ':' '\n'; }
packages=${6:-}
for aar in $(each "$4" | while read -r folder; do echo "$folder"/*; done); do
    [ -s "$aar/R.txt" ] || continue
    packages=${packages:+$packages:}$(sed -n 's/.*package="\([^"]*\)".*/\1/p' "$aar/AndroidManifest.xml" | head -n 1)
    [ -d "$aar/res" ] && aapt2 compile --dir "$aar/res" -o "$out/zips/$(basename "$aar").zip"
done
count=0
for folder in $(each "$5"); do
    count=$((count + 1))
    aapt2 compile --dir "$folder" -o "$out/zips/own$count.zip"
done

overlays=
for zip in "$out"/zips/*.zip; do
    overlays="$overlays -R $zip"
done
# Without --non-final-ids, compilers would write numbers into our classes that are others in an app.
# aapt2 2.19 takes `<queries>` for a mistake, hence --warn-manifest-validation.
# shellcheck disable=SC2086 # Words are meant.
aapt2 link -I "$platform" --manifest "$manifest" --min-sdk-version 24 --target-sdk-version 35 --warn-manifest-validation \
    --non-final-ids --auto-add-overlay -o "$out/resources.ap_" --java "$out/r" --output-text-symbols "$out/R.txt" \
    ${packages:+--extra-packages "$packages"} $overlays 2>"$out/aapt2.log" || { cat "$out/aapt2.log" >&2; exit 1; }
