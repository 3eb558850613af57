# The workspace to try everything.
demo-folder-not-empty = There is something in the folder already, so the demo cannot be made there
    .hint = Choose an empty folder
demo-folder-unreadable = The folder cannot be opened ({ $reason })
    .hint = Check the permissions, or choose another folder
