#!/bin/sh
# How the faces here were made: subset.sh FOLDER, where FOLDER holds Tinos 1.33 (Debian's fonts-croscore);
# needs fonttools. Kept: Latin, Vietnamese in both forms, and the signs of an official document.
for style in Regular Bold Italic BoldItalic; do
    pyftsubset "$1/Tinos-$style.ttf" --output-file="$(dirname "$0")/Tinos-$style.ttf" \
        --unicodes="U+0020-007E,U+00A0-00AC,U+00AE-024F,U+0300-0304,U+0306,U+0308,U+0309,U+031B,U+0323,U+1E00-1EFF,U+2010-2015,U+2018-2022,U+2026,U+2030,U+2032,U+2033,U+2039,U+203A,U+2044,U+2070-208E,U+20AB,U+20AC,U+2103,U+2116,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265,U+25A1,U+25CB,U+25CF" \
        --layout-features=kern,ccmp,locl,mark,mkmk --no-hinting --name-IDs=0,1,2,3,4,5,6,13,14 --drop-tables+=DSIG,FFTM,meta
done
