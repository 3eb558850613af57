# Taking in the files of many tablets.
