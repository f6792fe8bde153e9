# Read by the other scripts: takes the empty and the relative entries out of PATH, so
# that nothing that lies in the current directory runs because of its name.
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
