#ifndef EBOX_CXMLSEC_H
#define EBOX_CXMLSEC_H

#include <stddef.h>

// libxml2 and xmlsec1, for documents that strangers send: no network, no entities, no document type. A document is used by
// one thread at a time; schemas by many.
//
// Texts are UTF-8. A node belongs to its document and is valid as long as that.

typedef struct ebox_xml ebox_xml;
typedef struct ebox_xml_node ebox_xml_node;
typedef struct ebox_xml_schema ebox_xml_schema;

// Once, before anything else. Returns 0, or -1 when a library can't be set up.
int ebox_xml_start(void);

typedef enum {
  EBOX_XML_OK = 0,
  // Not well-formed, or past a limit of libxml2: 256 levels, 10 MB a text.
  EBOX_XML_MALFORMED = 1,
  // Has a document type declaration.
  EBOX_XML_DOCTYPE = 2,
  // Its encoding is declared, or begins as, another than UTF-8.
  EBOX_XML_ENCODING = 3,
} ebox_xml_outcome;

// The document, or NULL; the outcome says why.
ebox_xml *ebox_xml_parse(const unsigned char *bytes, size_t count, ebox_xml_outcome *outcome);
void ebox_xml_free(ebox_xml *document);
ebox_xml_node *ebox_xml_root(ebox_xml *document);

// Elements only.
ebox_xml_node *ebox_xml_first(const ebox_xml_node *parent);
ebox_xml_node *ebox_xml_next(const ebox_xml_node *node);
const char *ebox_xml_name(const ebox_xml_node *node);
// "" for none.
const char *ebox_xml_namespace(const ebox_xml_node *node);
// 1 when that is its name; `space` is "" for none.
int ebox_xml_is(const ebox_xml_node *node, const char *space, const char *name);
// The text of the element and of all within it; to be freed with ebox_xml_free_text. NULL when memory is short.
char *ebox_xml_text(const ebox_xml_node *node);
// An attribute's value, NULL when there is none. `space` is "" for no namespace. Freed with ebox_xml_free_text.
char *ebox_xml_attribute(const ebox_xml_node *node, const char *space, const char *name);
void ebox_xml_free_text(char *text);

// Makes this attribute an ID of the document (wsu:Id, Id). Returns 0, -1 when another element has that ID or there is no
// such attribute.
int ebox_xml_mark_id(ebox_xml_node *node, const char *space, const char *name);
// The same for every element here and below that has the attribute, and for those of the namespace `plain_in` with the
// attribute of that name in no namespace. Goes as deep as the document.
int ebox_xml_mark_ids(ebox_xml_node *node, const char *space, const char *name, const char *plain_in);

typedef struct {
  const char *name;
  const char *text;
} ebox_xml_file;

// A schema from `root`; what it imports comes from `files`, by the name at the end of the location, and from nowhere else.
// NULL when it is not a schema.
ebox_xml_schema *ebox_xml_schema_make(const char *root, const ebox_xml_file *files, size_t count);
// 0 when the element is valid, 1 when not, -1 on a fault. `where` gets the local name of the first element at fault, and is
// untouched otherwise.
int ebox_xml_schema_check(const ebox_xml_schema *schema, ebox_xml_node *element, char *where, size_t where_bytes);

typedef struct ebox_xml_key ebox_xml_key;

// The public key of a certificate in DER, or NULL. Used by many threads at once.
ebox_xml_key *ebox_xml_key_load(const unsigned char *certificate, size_t bytes);
void ebox_xml_key_free(ebox_xml_key *key);

// Verifies the ds:Signature over everything that its references name: the same document only, by ID, exclusive
// canonicalisation only, digests SHA-256 or SHA-512, RSA with SHA-256 or SHA-512, and with SHA-1 where that is allowed. Returns 1
// when it is right, 0 when not, -1 on a fault. IDs must be marked before.
int ebox_xml_verify(ebox_xml_node *signature, const ebox_xml_key *key, int allows_sha1);

#endif
