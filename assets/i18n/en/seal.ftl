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
