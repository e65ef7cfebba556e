#!/usr/bin/env bash
set -euo pipefail
# comment
readonly NAME="a ${1:-default} $(date +%F) `ls -l | wc -l` \$x"; export LIST=(a "b c" 'd'); local x=1
function total() {
  local sum=0 IFS=$'\n'
  for file in "$@" *.txt {1..3}; do
    [[ -f $file && ! -z "${file%%.*}" || $file =~ ^a.*$ ]] || continue
    (( sum += ${#LIST[@]} * 2 )); let sum++
  done
  while read -r line; do echo -e "$line\t" >&2; done < <(grep -E 'a|b' "$file" 2>/dev/null)
  case "$1" in a|b) echo one ;; *.md) exit 1 ;; *) return $? ;; esac
  cat <<EOF | sed 's/a/b/g' > out.txt
heredoc ${NAME^^} $(echo $x)
EOF
  cat <<-'END'
	raw $not
	END
  if [ "$sum" -gt 0 ] && test -d /tmp; then printf '%s\n' "$sum"; elif true; then :; else trap 'rm -f x' EXIT; fi &
}
total "$(pwd)" | tee >(cat) ; git commit -m "x" --amend || { sleep 1; kill %1; }
