# Sealing: keys, passphrases, what cannot be opened.
seal-for-others = This is sealed for others; this device cannot open it
    .hint = Ask them to seal it for this device's key, or ask whoever holds the recovery key
seal-damaged = What is sealed has been damaged or changed ({ $detail })
    .hint = Copy or download it again
seal-too-slow = Opening this file would take too much computing; it is refused
seal-failed = Sealing has failed ({ $detail })
seal-wrong-passphrase = Wrong passphrase
seal-no-identity = This is no key file
    .hint = A key begins with AGE-SECRET-KEY-1
seal-no-recipient = This is no receiver's key
    .hint = It begins with age1 and has 62 characters
seal-locked = This workspace is sealed
    .hint = Open it with its passphrase or a recovery key
seal-not-sealed = This workspace is not sealed
seal-already-sealed = This workspace is sealed already
seal-key-missing = The key of this workspace is missing
    .hint = Open it with the recovery key and set a new passphrase
seal-no-recovery = Nobody can recover this workspace; only its passphrase opens it
seal-short-passphrase = The passphrase is too short: at least { $limit } characters
    .hint = Several words are easier to remember and harder to guess
seal-too-many-recipients = At most { $limit } keys can recover a workspace
seal-too-large = This file is larger than { $limit } MB and stays as it is
    .hint = Move it out of the workspace
seal-no-passphrase = There is nobody to ask for the passphrase ({ $detail })
    .hint = Name a file that holds it: --passphrase-file, or TANTU_PASSPHRASE_FILE
seal-passphrase-differs = The two passphrases are not the same
seal-passphrase-ask = Passphrase:
seal-passphrase-again = The same passphrase again:
seal-cli-about = Seal a workspace: without its passphrase nobody reads it
seal-cli-unseal-about = Make a sealed workspace plain again
seal-cli-verify-about = Check a workspace: every household, photo and form
seal-cli-folder = Folder of the workspace
seal-cli-passphrase-file = File whose first line is the passphrase of a sealed workspace; else TANTU_PASSPHRASE_FILE, else it is asked
seal-cli-recovery = Who can recover it too: a key (age1…), or a file with keys
seal-cli-recovery-key = File with a recovery key, in place of the passphrase
seal-cli-codes =
    Exit codes:
      0  done
      1  something is wrong with single files; the rest is done
      2  the command line cannot be understood
      3  not finished (disk failed); run the same again to go on
      4  nothing done: wrong passphrase, sealed (or not) already, open elsewhere, no workspace
seal-cli-sealed = Sealed: { $files } files written anew
seal-cli-unsealed = Plain again: { $files } files written anew
seal-cli-no-recovery = Nobody can recover it: whoever forgets the passphrase loses everything
    .hint = Seal with --recovery and the key of an office
seal-cli-complete = Everything is sealed already
seal-unfinished = Sealing or unsealing was interrupted; not all files are in the same form yet
    .hint = Open the workspace once with its passphrase, or run tantu seal again
seal-left-plain = Plain file in a sealed workspace
    .hint = Run tantu seal again
verify-sums = { $households } households, { $photos } photos, { $forms } forms checked
verify-sound = Everything is there
verify-wrong = Not as it should be: { $count }
verify-photo-missing = Photo { $photo } is missing
verify-photo-damaged = Photo { $photo } is damaged
verify-form-missing = Form text { $form } is missing
verify-set-aside = Files in the broken folder: { $count }
