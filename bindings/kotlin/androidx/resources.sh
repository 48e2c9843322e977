#!/bin/sh
# Compiles resources as Gradle's plugin for Android would: AndroidX's and ours together, for tests, and ours alone, for the AAR.
# $1: the jar of an Android platform. Reads target/aars; writes target/unpacked, target/resources.ap_, target/R.txt and classes `R`.
set -eu
platform=$1
ours=../vinculo-android/src/main/res
manifest=../vinculo-android/aar/AndroidManifest.xml
command -v aapt2 >/dev/null || { echo "aapt2 is missing: apt-get install -y --no-install-recommends aapt" >&2; exit 1; }
rm -rf target/unpacked target/res target/generated-sources/r
mkdir -p target/unpacked target/res target/generated-sources/r

packages=
for aar in target/aars/*.aar; do
    name=$(basename "$aar" .aar)
    mkdir "target/unpacked/$name"
    (cd "target/unpacked/$name" && jar --extract --file "../../aars/$name.aar")
    [ -s "target/unpacked/$name/R.txt" ] || continue
    package=$(sed -n 's/.*package="\([^"]*\)".*/\1/p' "target/unpacked/$name/AndroidManifest.xml" | head -n 1)
    packages=${packages:+$packages:}$package
    [ -d "target/unpacked/$name/res" ] && aapt2 compile --dir "target/unpacked/$name/res" -o "target/res/$name.zip"
done
aapt2 compile --dir "$ours" -o target/res/vinculo.zip

# Without --non-final-ids, compilers would write numbers into our classes that are others in an app.
# aapt2 2.19 takes `<queries>` for a mistake, hence --warn-manifest-validation.
link() {
    aapt2 link -I "$platform" --manifest "$manifest" --min-sdk-version 24 --target-sdk-version 35 --warn-manifest-validation \
        --non-final-ids --auto-add-overlay "$@" 2>target/res/aapt2.log || { cat target/res/aapt2.log >&2; exit 1; }
}
overlays=
for zip in target/res/*.zip; do
    overlays="$overlays -R $zip"
done
# shellcheck disable=SC2086 # Words are meant.
link -o target/resources.ap_ --java target/generated-sources/r --extra-packages "$packages" $overlays
link -o target/res/ours.ap_ --output-text-symbols target/res/R.txt target/res/vinculo.zip
# An app's build gives the numbers.
sed 's/ 0x[0-9a-f]*$/ 0x0/' target/res/R.txt >target/R.txt
