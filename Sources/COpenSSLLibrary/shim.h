// Gives the C target COpenSSL the paths of OpenSSL; nothing of it is shown to Swift.
