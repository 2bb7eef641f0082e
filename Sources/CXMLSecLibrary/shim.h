// Gives the C target CXMLSec the paths of libxml2 and xmlsec1; nothing of them is shown to Swift.
