// What xmlsec1's pkg-config file says; SwiftPM drops definitions.
#define XMLSEC_NO_SIZE_T 1
#define XMLSEC_NO_CRYPTO_DYNAMIC_LOADING 1
#define XMLSEC_CRYPTO_OPENSSL 1
#define __XMLSEC_FUNCTION__ __func__

#include "CXMLSec.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <libxml/valid.h>
#include <libxml/xmlschemas.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>
#include <xmlsec/app.h>
#include <xmlsec/crypto.h>
#include <stdlib.h>
#include <xmlsec/errors.h>
#include <xmlsec/io.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlsec.h>

struct ebox_xml_schema {
  xmlSchemaPtr schema;
};

// While a schema is made, what it may import. One thread makes schemas at a time.
static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;
static const ebox_xml_file *files_at_hand = NULL;
static size_t files_count = 0;

static void be_quiet(void *context, const char *format, ...) {}
static void be_quiet_structured(void *context, xmlErrorPtr error) {}

static xmlParserInputPtr load(const char *location, const char *id, xmlParserCtxtPtr context) {
  if (location == NULL) return NULL;
  const char *name = strrchr(location, '=');
  name = name == NULL ? location : name + 1;
  for (size_t i = 0; i < files_count; i++) {
    if (strcmp(files_at_hand[i].name, name) != 0) continue;
    xmlParserInputBufferPtr buffer =
        xmlParserInputBufferCreateMem(files_at_hand[i].text, (int)strlen(files_at_hand[i].text), XML_CHAR_ENCODING_UTF8);
    if (buffer == NULL) return NULL;
    xmlParserInputPtr input = xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_UTF8);
    if (input == NULL) xmlFreeParserInputBuffer(buffer);
    return input;
  }
  return NULL;
}

static int started = -1;

static void start(void) {
  xmlInitParser();
  xmlSetExternalEntityLoader(load);
  if (xmlSecInit() < 0 || xmlSecCheckVersion() != 1) return;
  if (xmlSecOpenSSLAppInit(NULL) < 0 || xmlSecOpenSSLInit() < 0) return;
  xmlSecErrorsDefaultCallbackEnableOutput(0);
  // No file and no address is ever opened for a reference.
  xmlSecIOCleanupCallbacks();
  started = 0;
}

int ebox_xml_start(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, start);
  return started;
}

static int is_utf8(const char *encoding) {
  return encoding == NULL || strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "UTF8") == 0;
}

// libxml2 reads UTF-16 and UTF-32 by their first bytes.
static int begins_as_utf8(const unsigned char *bytes, size_t count) {
  if (count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF) return 1;
  return bytes[0] < 0x80 && bytes[0] != 0 && (count < 2 || bytes[1] != 0);
}

ebox_xml *ebox_xml_parse(const unsigned char *bytes, size_t count, ebox_xml_outcome *outcome) {
  *outcome = EBOX_XML_MALFORMED;
  if (count == 0 || count > 0x7FFFFFFF) return NULL;
  if (!begins_as_utf8(bytes, count)) {
    *outcome = EBOX_XML_ENCODING;
    return NULL;
  }
  xmlParserCtxtPtr context = xmlNewParserCtxt();
  if (context == NULL) return NULL;
  // No XML_PARSE_NOENT, DTDLOAD, DTDATTR, HUGE or XINCLUDE.
  int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
  xmlDocPtr document = xmlCtxtReadMemory(context, (const char *)bytes, (int)count, NULL, "UTF-8", options);
  int well_formed = context->wellFormed && context->nsWellFormed;
  int has_doctype = context->hasExternalSubset || context->hasPErefs ||
                    (context->myDoc != NULL && context->myDoc->intSubset != NULL) ||
                    (document != NULL && (document->intSubset != NULL || document->extSubset != NULL));
  xmlFreeParserCtxt(context);
  if (has_doctype) *outcome = EBOX_XML_DOCTYPE;
  if (document == NULL) return NULL;
  // XML 1.1 has other characters and line ends; WS-I BP 1.1 R1010 asks for 1.0.
  int is_1_0 = document->version == NULL || strcmp((const char *)document->version, "1.0") == 0;
  if (has_doctype || !well_formed || !is_1_0 || xmlDocGetRootElement(document) == NULL) {
    xmlFreeDoc(document);
    return NULL;
  }
  if (!is_utf8((const char *)document->encoding)) {
    *outcome = EBOX_XML_ENCODING;
    xmlFreeDoc(document);
    return NULL;
  }
  *outcome = EBOX_XML_OK;
  return (ebox_xml *)document;
}

void ebox_xml_free(ebox_xml *document) { xmlFreeDoc((xmlDocPtr)document); }

ebox_xml_node *ebox_xml_root(ebox_xml *document) {
  return (ebox_xml_node *)xmlDocGetRootElement((xmlDocPtr)document);
}

ebox_xml_node *ebox_xml_first(const ebox_xml_node *parent) {
  return (ebox_xml_node *)xmlFirstElementChild((xmlNodePtr)parent);
}

ebox_xml_node *ebox_xml_next(const ebox_xml_node *node) {
  return (ebox_xml_node *)xmlNextElementSibling((xmlNodePtr)node);
}

const char *ebox_xml_name(const ebox_xml_node *node) { return (const char *)((xmlNodePtr)node)->name; }

const char *ebox_xml_namespace(const ebox_xml_node *node) {
  xmlNsPtr space = ((xmlNodePtr)node)->ns;
  return space == NULL || space->href == NULL ? "" : (const char *)space->href;
}

int ebox_xml_is(const ebox_xml_node *node, const char *space, const char *name) {
  return strcmp(ebox_xml_name(node), name) == 0 && strcmp(ebox_xml_namespace(node), space) == 0;
}

char *ebox_xml_text(const ebox_xml_node *node) { return (char *)xmlNodeGetContent((xmlNodePtr)node); }

static xmlAttrPtr attribute(const ebox_xml_node *node, const char *space, const char *name) {
  if (space[0] == 0) {
    for (xmlAttrPtr found = ((xmlNodePtr)node)->properties; found != NULL; found = found->next)
      if (found->ns == NULL && xmlStrEqual(found->name, BAD_CAST name)) return found;
    return NULL;
  }
  return xmlHasNsProp((xmlNodePtr)node, BAD_CAST name, BAD_CAST space);
}

char *ebox_xml_attribute(const ebox_xml_node *node, const char *space, const char *name) {
  xmlAttrPtr found = attribute(node, space, name);
  return found == NULL ? NULL : (char *)xmlNodeGetContent((xmlNodePtr)found);
}

void ebox_xml_free_text(char *text) { xmlFree(text); }

int ebox_xml_mark_id(ebox_xml_node *node, const char *space, const char *name) {
  xmlAttrPtr found = attribute(node, space, name);
  if (found == NULL) return -1;
  xmlChar *value = xmlNodeGetContent((xmlNodePtr)found);
  if (value == NULL) return -1;
  int is_taken = xmlGetID(((xmlNodePtr)node)->doc, value) != NULL;
  xmlIDPtr id = is_taken ? NULL : xmlAddID(NULL, ((xmlNodePtr)node)->doc, value, found);
  xmlFree(value);
  return id == NULL ? -1 : 0;
}

int ebox_xml_mark_ids(ebox_xml_node *node, const char *space, const char *name, const char *plain_in) {
  if (attribute(node, space, name) != NULL && ebox_xml_mark_id(node, space, name) != 0) return -1;
  if (strcmp(ebox_xml_namespace(node), plain_in) == 0 && attribute(node, "", name) != NULL &&
      ebox_xml_mark_id(node, "", name) != 0)
    return -1;
  for (ebox_xml_node *child = ebox_xml_first(node); child != NULL; child = ebox_xml_next(child))
    if (ebox_xml_mark_ids(child, space, name, plain_in) != 0) return -1;
  return 0;
}

ebox_xml_schema *ebox_xml_schema_make(const char *root, const ebox_xml_file *files, size_t count) {
  pthread_mutex_lock(&making);
  files_at_hand = files;
  files_count = count;
  ebox_xml_schema *made = NULL;
  xmlSchemaParserCtxtPtr parser = xmlSchemaNewMemParserCtxt(root, (int)strlen(root));
  if (parser != NULL) {
    xmlSchemaSetParserErrors(parser, be_quiet, be_quiet, NULL);
    xmlSchemaSetParserStructuredErrors(parser, be_quiet_structured, NULL);
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    if (schema != NULL && (made = malloc(sizeof *made)) != NULL) made->schema = schema;
  }
  files_at_hand = NULL;
  files_count = 0;
  pthread_mutex_unlock(&making);
  return made;
}

struct place {
  char *where;
  size_t bytes;
  int is_told;
};

static void tell(void *context, xmlErrorPtr error) {
  struct place *place = context;
  if (place->is_told || error->node == NULL || place->bytes == 0) return;
  xmlNodePtr node = error->node;
  if (node->type == XML_ATTRIBUTE_NODE) node = node->parent;
  if (node == NULL || node->name == NULL) return;
  strncpy(place->where, (const char *)node->name, place->bytes - 1);
  place->where[place->bytes - 1] = 0;
  place->is_told = 1;
}

int ebox_xml_schema_check(const ebox_xml_schema *schema, ebox_xml_node *element, char *where, size_t where_bytes) {
  xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema->schema);
  if (context == NULL) return -1;
  struct place place = {where, where_bytes, 0};
  xmlSchemaSetValidErrors(context, be_quiet, be_quiet, NULL);
  xmlSchemaSetValidStructuredErrors(context, tell, &place);
  int outcome = xmlSchemaValidateOneElement(context, (xmlNodePtr)element);
  xmlSchemaFreeValidCtxt(context);
  return outcome < 0 ? -1 : outcome == 0 ? 0 : 1;
}

static int allow(xmlSecDSigCtxPtr context, int allows_sha1) {
  context->enabledReferenceUris = xmlSecTransformUriTypeSameDocument;
  // Manifests are not looked into.
  context->flags = XMLSEC_DSIG_FLAGS_IGNORE_MANIFESTS;
  int done = xmlSecDSigCtxEnableSignatureTransform(context, xmlSecTransformExclC14NId) |
             xmlSecDSigCtxEnableSignatureTransform(context, xmlSecTransformRsaSha256Id) |
             xmlSecDSigCtxEnableSignatureTransform(context, xmlSecTransformRsaSha512Id) |
             xmlSecDSigCtxEnableReferenceTransform(context, xmlSecTransformExclC14NId) |
             xmlSecDSigCtxEnableReferenceTransform(context, xmlSecTransformSha256Id) |
             xmlSecDSigCtxEnableReferenceTransform(context, xmlSecTransformSha512Id);
  if (allows_sha1) done |= xmlSecDSigCtxEnableSignatureTransform(context, xmlSecTransformRsaSha1Id);
  return done;
}

// Without the certificate: each verification takes a copy of what is in the key, and a certificate is copied by parsing it.
static xmlSecKeyPtr bare(xmlSecKeyPtr key) {
  xmlSecKeyDataPtr own = xmlSecKeyGetValue(key);
  xmlSecKeyDataPtr value = own == NULL ? NULL : xmlSecKeyDataDuplicate(own);
  xmlSecKeyPtr made = value == NULL ? NULL : xmlSecKeyCreate();
  if (made != NULL && xmlSecKeySetValue(made, value) == 0) return made;
  if (made != NULL) xmlSecKeyDestroy(made);
  if (value != NULL) xmlSecKeyDataDestroy(value);
  return NULL;
}

ebox_xml_key *ebox_xml_key_load(const unsigned char *certificate, size_t bytes) {
  xmlSecKeyPtr whole = xmlSecOpenSSLAppKeyLoadMemory(
      certificate, (xmlSecSize)bytes, xmlSecKeyDataFormatCertDer, NULL, NULL, NULL);
  if (whole == NULL) return NULL;
  xmlSecKeyPtr key = bare(whole);
  xmlSecKeyDestroy(whole);
  return (ebox_xml_key *)key;
}

void ebox_xml_key_free(ebox_xml_key *key) { xmlSecKeyDestroy((xmlSecKeyPtr)key); }

int ebox_xml_verify(ebox_xml_node *signature, const ebox_xml_key *key, int allows_sha1) {
  xmlSecDSigCtxPtr context = xmlSecDSigCtxCreate(NULL);
  if (context == NULL) return -1;
  int verdict = -1;
  // KeyInfo is not read: whose key it is has been decided.
  // The context takes a key of its own along when it ends; what is inside is shared and counted.
  context->signKey = xmlSecKeyDuplicate((xmlSecKeyPtr)key);
  if (context->signKey != NULL && allow(context, allows_sha1) == 0) {
    int ran = xmlSecDSigCtxVerify(context, (xmlNodePtr)signature);
    verdict = ran == 0 && context->status == xmlSecDSigStatusSucceeded ? 1 : 0;
  }
  xmlSecDSigCtxDestroy(context);
  return verdict;
}
