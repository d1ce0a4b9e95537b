#!/bin/sh
# Draws symbolic icons as pictures of 16 pixels, the size at which nearly all of them are shown.
#
# usage: ready-icons.sh ENCODER FOLDER OWN THEME NAME…
#
# FOLDER becomes what GTK calls a search path: in it are the icons of the folder OWN as part of the theme
# hicolor, and those of the folder THEME that are NAMEd as part of Adwaita. What THEME lacks is left out.
set -eu

encoder=$1 folder=$2 own=$3 theme=$4
shift 4
log=$(mktemp)
trap 'rm -f "$log"' EXIT
rm -rf "$folder"

# It says of every picture that the PNG has no room for two of its remarks.
draw()
{
  mkdir -p "$folder/$1/16x16/actions"
  "$encoder" "$2" 16x16 -o "$folder/$1/16x16/actions" 2>"$log" || { cat "$log" >&2; exit 1; }
}

for file in "$own"/*-symbolic.svg; do
  draw hicolor "$file"
done
for name; do
  for file in "$theme"/symbolic/*/"$name-symbolic.svg"; do
    [ ! -e "$file" ] || draw Adwaita "$file"
  done
done
