# Read by the other scripts: removes the empty and the relative entries from PATH, so
# that no program in the current directory runs because of its name.
kept=
old_ifs=$IFS
IFS=:
for entry in $PATH; do
	case $entry in
	/*) kept=$kept${kept:+:}$entry ;;
	esac
done
IFS=$old_ifs
PATH=$kept
export PATH
