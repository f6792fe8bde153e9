/* Keeps notes in a database: notes FILE [NOTE]... adds the notes and prints all. */

#include "sqlite3.h"

#include <stdio.h>
#include <stdlib.h>

static int failed(sqlite3 *database)
{
	fprintf(stderr, "notes: %s\n", sqlite3_errmsg(database));
	return EXIT_FAILURE;
}

static int add(sqlite3 *database, const char *note)
{
	sqlite3_stmt *insert;

	if (sqlite3_prepare_v2(database, "INSERT INTO notes(text) VALUES (?)", -1, &insert, NULL))
		return failed(database);
	sqlite3_bind_text(insert, 1, note, -1, SQLITE_STATIC);
	sqlite3_step(insert);
	return sqlite3_finalize(insert) ? failed(database) : EXIT_SUCCESS;
}

static int print_all(sqlite3 *database)
{
	sqlite3_stmt *select;

	if (sqlite3_prepare_v2(database, "SELECT id, text FROM notes ORDER BY id", -1, &select,
			       NULL))
		return failed(database);
	while (sqlite3_step(select) == SQLITE_ROW)
		printf("%d %s\n", sqlite3_column_int(select, 0), sqlite3_column_text(select, 1));
	return sqlite3_finalize(select) ? failed(database) : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
	sqlite3 *database;
	int status = EXIT_SUCCESS;

	if (argc < 2) {
		fputs("usage: notes FILE [NOTE]...\n", stderr);
		return 2;
	}
	if (sqlite3_open(argv[1], &database) ||
	    sqlite3_exec(database,
			 "CREATE TABLE IF NOT EXISTS"
			 " notes(id INTEGER PRIMARY KEY, text TEXT NOT NULL)",
			 NULL, NULL, NULL))
		status = failed(database);
	for (int i = 2; i < argc && status == EXIT_SUCCESS; i++)
		status = add(database, argv[i]);
	if (status == EXIT_SUCCESS)
		status = print_all(database);
	sqlite3_close(database);
	return status;
}
