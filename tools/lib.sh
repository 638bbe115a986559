# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Sourced by the tools: cache directory, messages, progress, copies, KTAP.

# shellcheck disable=SC2034  # used by whoever sources this
cache=${XDG_CACHE_HOME:-$HOME/.cache}/e1k
tool=${0##*/}

say() { printf '%s: %s\n' "$tool" "$*" >&2; }
die() { say "$*"; exit 1; }

# lock FD: wait for the other holder of the lock file open there, saying so.
lock() { flock -n "$1" || { say "waiting for another build to end"; flock "$1"; }; }

# progress LABEL TOTAL LOG: copy the output of make to LOG and say now and then
# how many of about TOTAL steps are done.
progress() {
	local label=$1 total=$2 log=$3 line done=0 shown=$SECONDS

	: >"$log"
	while IFS= read -r line; do
		printf '%s\n' "$line" >>"$log"
		[[ $line == "  "* ]] && done=$((done + 1))
		[ $((SECONDS - shown)) -lt 20 ] && continue
		shown=$SECONDS
		say "$label: $done of about $total steps, $((SECONDS / 60)) min $((SECONDS % 60)) s"
	done
}

# copy_checkout DIR: the sources, leaving alone what was compiled there before.
copy_checkout() {
	mkdir -p "$1"
	rsync -a --delete --exclude-from=- "$(dirname "${BASH_SOURCE[0]}")/../" "$1/" <<-'END'
		.git
		/results
		__pycache__
		*.o
		*.ko
		*.mod
		*.mod.c
		.*.cmd
		.*.d
		Module.symvers
		modules.order
	END
}

# KTAP: ktap_plan N, then N times ktap_run NAME COMMAND..., then ktap_end.
# COMMAND's output is shown when it fails; exit status 4 means "skipped", and
# the last line of output then says why.
ktap_plan() {
	ktap_count=0 ktap_failed=0
	printf 'KTAP version 1\n1..%d\n' "$1"
}

ktap_run() {
	local name=$1 out status

	shift
	ktap_count=$((ktap_count + 1))
	# not "|| status=$?": COMMAND shall stop at its first failing line
	set +e
	out=$(set -e; "$@" 2>&1)
	status=$?
	set -e
	case $status in
	0) printf 'ok %d %s\n' $ktap_count "$name" ;;
	4) printf 'ok %d %s # SKIP %s\n' $ktap_count "$name" "${out##*$'\n'}" ;;
	*)
		ktap_failed=$((ktap_failed + 1))
		[ -z "$out" ] || printf '# %s\n' "${out//$'\n'/$'\n'# }"
		printf 'not ok %d %s\n' $ktap_count "$name"
		;;
	esac
}

ktap_end() { [ "$ktap_failed" = 0 ]; }
