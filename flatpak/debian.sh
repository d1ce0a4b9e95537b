# Shared by flatpak/sdk and flatpak/bundle: the cache, the machine's tools, and trees of Debian 13.
# To be sourced, after "program" was set to the name that messages begin with.
# shellcheck shell=bash

# program: who speaks, set by whoever reads this file in
: "${program:?}"

say()
{
  printf '%s: %s\n' "$program" "$*" >&2
}

die()
{
  say "$@"
  exit 1
}

# Sets cache: the folder of roots, runtimes and builds.
find_cache()
{
  local base=${SILSA_CACHE:-${XDG_CACHE_HOME:-}} home=${HOME:-}

  if [ -z "$base" ]; then
    [ -n "$home" ] || home=$(getent passwd "$(id -u)" | cut -d: -f6) || home=
    if [ -n "$home" ] && mkdir -p "$home/.cache" 2>/dev/null && [ -w "$home/.cache" ]; then
      base=$home/.cache
    else
      base=/var/tmp/silsa-$(id -u)
    fi
  fi
  mkdir -p "$base/silsa" 2>/dev/null || die "The folder $base/silsa cannot be made;" \
    "name one that can be written in the environment variable SILSA_CACHE."
  cache=$(CDPATH='' cd -- "$base/silsa" && pwd -P)
  [ -w "$cache" ] || die "The folder $cache cannot be written;" \
    "name another one in the environment variable SILSA_CACHE."
}

as_root()
{
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    return 127
  fi
}

try_bubblewrap()
{
  local options=(--ro-bind / / --dev /dev --proc /proc --unshare-pid --unshare-ipc)

  [ "$(id -u)" = 0 ] || options+=(--unshare-user --uid 0 --gid 0)
  bwrap "${options[@]}" true 2>/dev/null
}

# install_packages NAME…: by apt-get; says how, where it cannot.
install_packages()
{
  say "installing $*"
  command -v apt-get >/dev/null || die "Please install $* and run the command again:" \
    "this machine has no apt-get, and its GTK, libadwaita or SQLite is older than Silsa needs."
  if ! { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -q -y --no-install-recommends "$@"; } </dev/null >"$cache/apt.log" 2>&1; then
    tail -n 5 "$cache/apt.log" >&2
    die "$* could not be installed; run" \
      "\"sudo apt-get update && sudo apt-get install $*\", then the command again."
  fi
}

# What makes and enters a tree.
need_tools()
{
  local missing=()

  command -v mmdebstrap >/dev/null || missing+=(mmdebstrap)
  command -v bwrap >/dev/null || missing+=(bubblewrap)
  command -v newuidmap >/dev/null || [ "$(id -u)" = 0 ] || missing+=(uidmap)
  command -v flock >/dev/null || missing+=(util-linux)
  [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || missing+=(debian-archive-keyring)
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

# packages FILE…: the names in lists of packages, with commas between them.
packages()
{
  sed -e 's/#.*//' -e 's/[[:space:]]//g' -e '/^$/d' -- "$@" | paste -s -d,
}

# The machine's own Debian archive comes first, because its administrator chose it; then what
# mmdebstrap takes by default, written as an empty line.
mirrors()
{
  apt-get indextargets --format '$(ORIGIN) $(COMPONENT) $(CREATED_BY) $(SUITE) $(SITE) $(REPO_URI)' \
    2>/dev/null | awk '$1 == "Debian" && $2 == "main" && $3 == "Packages" && $4 !~ /security|backports/ \
    && $NF ~ /^https?:/ { print $NF }' | sort -u | head -n 2
  echo
}

# mmdebstrap reads none of the machine's apt settings: those about its way to the archive are passed.
apt_options()
{
  apt-config dump 2>/dev/null |
    grep -E '^Acquire::((https?|ftp)::(Proxy|CaInfo|Verify)|Check-(Valid-Until|Date)|Retries)' || true
}

make_locales='printf "%s UTF-8\n" ko_KR.UTF-8 en_US.UTF-8 >"$1/etc/locale.gen" && chroot "$1" locale-gen >/dev/null'

# run_mmdebstrap FOLDER MIRROR PACKAGES: a tree of Debian 13 that belongs to the user.
run_mmdebstrap()
{
  local target=$1 mirror=$2 options option

  options=(--quiet --variant=minbase "--include=$3" --customize-hook="$make_locales"
    '--dpkgopt=path-exclude=/usr/share/man/*' '--dpkgopt=path-exclude=/usr/share/doc/*'
    '--dpkgopt=path-include=/usr/share/doc/*/copyright')
  while IFS= read -r option; do
    options+=("--aptopt=$option")
  done < <(apt_options)

  # A folder made by mmdebstrap for an ordinary user belongs to ids that are not hers: take a tar.
  if [ "$(id -u)" = 0 ]; then
    mmdebstrap --mode=root "${options[@]}" trixie "$target" ${mirror:+"$mirror"}
  elif grep -qs "^$(id -un):" /etc/subuid && try_bubblewrap; then
    mkdir "$target"
    mmdebstrap --mode=unshare --format=tar "${options[@]}" trixie - ${mirror:+"$mirror"} |
      tar -C "$target" --no-same-owner --exclude='./dev/*' -xf -
  else
    as_root mmdebstrap --mode=root "${options[@]}" trixie "$target" ${mirror:+"$mirror"}
    as_root chown -hR "$(id -u):$(id -g)" "$target"
  fi
}

# make_tree FOLDER PACKAGES LOG: the same from the first archive that has it, or nothing and a failure.
make_tree()
{
  local mirror

  while IFS= read -r mirror; do
    remove_tree "$1"
    if run_mmdebstrap "$1" "$mirror" "$2" </dev/null >"$3" 2>&1; then
      return 0
    fi
  done < <(mirrors)
  remove_tree "$1"
  tail -n 15 "$3" >&2
  return 1
}

remove_tree()
{
  rm -rf --one-file-system -- "$1" 2>/dev/null || as_root rm -rf --one-file-system -- "$1"
}
