/// `docs/contracts/message-registry-3.yaml`, as served. A test keeps the two alike.
enum OpenAPIDescription {
  static let text = paths + components

  static let paths = #"""
    openapi: 3.1.0
    info:
      title: Message Registry
      version: 3.0.0
      license: { name: Apache-2.0, identifier: Apache-2.0 }
      description: >-
        A document provider of the eBox for citizens: senders publish, channels read for the citizen of
        their token. The
        decisions where the public contracts leave room stand in divergences.md. Every answer has a
        BelGov-Trace-Id. No
        property is ever null, in or out: it is left out.
    servers:
      - url: /REST/ebox/citizen/messageRegistry/v3
    security:
      - oauth: []
    paths:
      /ebox/messages:
        post:
          operationId: publishMessage
          summary: Publishes one message to one citizen
          description: >-
            Scope publicationsender. One part messageToPublish (application/json, at most 262144 bytes)
            and a part for each
            file, in any order, at most 16 parts. A file part needs a filename, percent-encoded as by
            encodeURIComponent, and a
            Content-Type. At most 12 files, 104857600 bytes each, 209715200 bytes together.
          parameters:
            - name: Idempotency-Key
              in: header
              description: A string of RFC 8941, quoted; 1 to 64 visible ASCII characters. A bare value
                is refused.
              schema: { type: string, pattern: '^"[!#-\[\]-~]{1,64}"$' }
          requestBody:
            required: true
            content:
              multipart/form-data:
                schema:
                  type: object
                  required: [messageToPublish]
                  properties:
                    messageToPublish: { $ref: '#/components/schemas/MessageToPublish' }
                  additionalProperties: { type: string, format: binary }
          responses:
            '201':
              description: Published, durably. The code NO_DIGITAL_USER tells the sender to use paper.
              headers:
                Location: { schema: { type: string, format: uri } }
              content:
                application/json: { schema: { $ref: '#/components/schemas/PublicationStatusMessage' } }
            '400': { $ref: '#/components/responses/Problem' }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '409': { $ref: '#/components/responses/Problem' }
            '413': { $ref: '#/components/responses/Problem' }
            '415': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
        get:
          operationId: getMessages
          summary: Lists the citizen's messages, newest publication first
          description: Scope documentconsumer or messagesfull. All filters combine with and; no hit is
            an empty list.
          parameters:
            - { name: page, in: query, schema: { type: integer, minimum: 1, default: 1 } }
            - { name: pageSize, in: query, schema: { type: integer, minimum: 1, maximum: 100, default:
                25 } }
            - { name: receivedBefore, in: query, schema: { type: string, format: date } }
            - { name: receivedAfter, in: query, schema: { type: string, format: date } }
            - { name: expiredBefore, in: query, schema: { type: string, format: date } }
            - { name: expiredAfter, in: query, schema: { type: string, format: date } }
            - { name: readStatus, in: query, schema: { type: boolean } }
            - { name: visible, in: query, schema: { type: boolean }, description: Absent, hidden ones
                too }
            - { name: registeredMail, in: query, schema: { type: boolean } }
            - { name: messageTypeId, in: query, schema: { type: string } }
            - { name: senderEnterpriseNumber, in: query, schema: { type: string, pattern:
                '^[0-1][0-9]{9}$' } }
            - { name: senderApplicationId, in: query, schema: { type: string } }
            - { name: q, in: query, schema: { type: string, maxLength: 100 }, description: In subjects and in
                the names of sender, application and message type; case and accents do not count }
            - { name: qlang, in: query, schema: { enum: [nl, fr, de, en] }, description: Required with q }
          responses:
            '200':
              description: A page
              content:
                application/json: { schema: { $ref: '#/components/schemas/Messages' } }
            '400': { $ref: '#/components/responses/Problem' }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
        patch:
          operationId: updateMessages
          summary: Hides messages from the citizen's list, or shows them again; all or none
          description: >-
            Scope documentconsumer or messagesfull. Only visible can be changed. It has no effect on terms,
            notices or
            evidence, and senders are not told.
          requestBody:
            required: true
            content:
              application/merge-patch+json: { schema: { $ref: '#/components/schemas/MessagesToUpdate' } }
          responses:
            '200':
              description: What now holds
              content:
                application/json: { schema: { $ref: '#/components/schemas/MessagesToUpdate' } }
            '400': { $ref: '#/components/responses/Problem' }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '404': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '413': { $ref: '#/components/responses/Problem' }
            '415': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
      /ebox/messages/{messageId}/accesses:
        get:
          operationId: getAccesses
          summary: Who opened what of a message, and when; newest first
          parameters:
            - { $ref: '#/components/parameters/messageId' }
          responses:
            '200':
              description: At most 200, the newest
              content:
                application/json: { schema: { $ref: '#/components/schemas/Accesses' } }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '404': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
      /ebox/messages/{messageId}:
        get:
          operationId: getMessage
          summary: One message
          parameters:
            - { $ref: '#/components/parameters/messageId' }
          responses:
            '200':
              description: The message
              content:
                application/json: { schema: { $ref: '#/components/schemas/Message' } }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '404': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
      /ebox/messages/{messageId}/body:
        get:
          operationId: getBody
          summary: The body text; reads it where it is the main content
          parameters:
            - { $ref: '#/components/parameters/messageId' }
          responses:
            '200':
              description: The text, filled in all languages; Content-Language says which were written
              content:
                application/json: { schema: { $ref: '#/components/schemas/TranslatedString' } }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '404': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
      /ebox/messages/{messageId}/attachments:
        get:
          operationId: getAttachments
          summary: The attachments of a message
          parameters:
            - { $ref: '#/components/parameters/messageId' }
          responses:
            '200':
              description: All of them
              content:
                application/json: { schema: { $ref: '#/components/schemas/Attachments' } }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '404': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
      /ebox/messages/{messageId}/attachments/{attachmentId}:
        get:
          operationId: getAttachment
          summary: One attachment, without its bytes
          parameters:
            - { $ref: '#/components/parameters/messageId' }
            - { $ref: '#/components/parameters/attachmentId' }
          responses:
            '200':
              description: The attachment
              content:
                application/json: { schema: { $ref: '#/components/schemas/Attachment' } }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '404': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
      /ebox/messages/{messageId}/attachments/{attachmentId}/content:
        get:
          operationId: getContent
          summary: The bytes; opening a main content reads the message
          parameters:
            - { $ref: '#/components/parameters/messageId' }
            - { $ref: '#/components/parameters/attachmentId' }
            - { name: Range, in: header, schema: { type: string }, description: One range of bytes;
                several are answered whole }
            - { name: If-Range, in: header, schema: { type: string } }
            - { name: If-None-Match, in: header, schema: { type: string } }
          responses:
            '200':
              description: The bytes, under their own media type
              headers:
                ETag: { schema: { type: string }, description: Method and digest of the bytes }
              content:
                '*/*': { schema: { type: string, format: binary } }
            '206': { description: The range }
            '304': { description: Unchanged; not a consultation }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '404': { $ref: '#/components/responses/Problem' }
            '416': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
        head:
          operationId: headContent
          summary: What GET would answer, without reading
          parameters:
            - { $ref: '#/components/parameters/messageId' }
            - { $ref: '#/components/parameters/attachmentId' }
            - { name: If-None-Match, in: header, schema: { type: string } }
          responses:
            '200': { description: Size, media type and ETag }
            '304': { description: Unchanged }
            '401': { description: As GET }
            '403': { description: As GET }
            '404': { description: As GET }
            '500': { description: As GET }
            '503': { description: As GET }
      /searchMessageStatus:
        post:
          operationId: searchMessageStatus
          summary: Whether messages were read
          description: >-
            Scope publicationsender. In the order asked; what is unknown, another sender's or another
            citizen's is left out.
          requestBody:
            required: true
            content:
              application/json:
                schema: { type: array, maxItems: 250, items: { $ref: '#/components/schemas/StatusQuery' } }
          responses:
            '201':
              description: The statuses
              content:
                application/json:
                  schema: { type: array, items: { $ref: '#/components/schemas/MessageStatus' } }
            '400': { $ref: '#/components/responses/Problem' }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '413': { $ref: '#/components/responses/Problem' }
            '415': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
      /refData/messageTypes:
        get:
          operationId: getMessageTypes
          summary: A page of them
          description: Any scope of the registry.
          parameters:
            - { name: page, in: query, schema: { type: integer, minimum: 1, default: 1 } }
            - { name: pageSize, in: query, schema: { type: integer, minimum: 1, maximum: 100, default:
                25 } }
          responses:
            '200':
              description: A page
              content:
                application/json:
                  schema:
                    allOf:
                      - $ref: '#/components/schemas/Page'
                      - properties: { items: { type: array, items: { $ref:
                          '#/components/schemas/MessageType' } } }
            '400': { $ref: '#/components/responses/Problem' }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
      /refData/messageTypes/{messageTypeId}:
        get:
          operationId: getMessageType
          summary: One of them, to be kept a day
          parameters:
            - { name: messageTypeId, in: path, required: true, schema: { type: string } }
          responses:
            '200':
              description: The item
              headers:
                Cache-Control: { schema: { type: string } }
              content:
                application/json: { schema: { $ref: '#/components/schemas/MessageType' } }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '404': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
      /refData/senderApplications:
        get:
          operationId: getSenderApplications
          summary: A page of them
          description: Any scope of the registry.
          parameters:
            - { name: page, in: query, schema: { type: integer, minimum: 1, default: 1 } }
            - { name: pageSize, in: query, schema: { type: integer, minimum: 1, maximum: 100, default:
                25 } }
          responses:
            '200':
              description: A page
              content:
                application/json:
                  schema:
                    allOf:
                      - $ref: '#/components/schemas/Page'
                      - properties: { items: { type: array, items: { $ref:
                          '#/components/schemas/SenderApplication' } } }
            '400': { $ref: '#/components/responses/Problem' }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
      /refData/senderApplications/{applicationId}:
        get:
          operationId: getSenderApplication
          summary: One of them, to be kept a day
          parameters:
            - { name: applicationId, in: path, required: true, schema: { type: string } }
          responses:
            '200':
              description: The item
              headers:
                Cache-Control: { schema: { type: string } }
              content:
                application/json: { schema: { $ref: '#/components/schemas/SenderApplication' } }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '404': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
      /refData/senderOrganizations:
        get:
          operationId: getSenderOrganizations
          summary: A page of them
          description: Any scope of the registry.
          parameters:
            - { name: page, in: query, schema: { type: integer, minimum: 1, default: 1 } }
            - { name: pageSize, in: query, schema: { type: integer, minimum: 1, maximum: 100, default:
                25 } }
          responses:
            '200':
              description: A page
              content:
                application/json:
                  schema:
                    allOf:
                      - $ref: '#/components/schemas/Page'
                      - properties: { items: { type: array, items: { $ref:
                          '#/components/schemas/SenderOrganization' } } }
            '400': { $ref: '#/components/responses/Problem' }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }
      /refData/senderOrganizations/{organizationId}:
        get:
          operationId: getSenderOrganization
          summary: One of them, to be kept a day
          parameters:
            - { name: organizationId, in: path, required: true, schema: { type: string } }
          responses:
            '200':
              description: The item
              headers:
                Cache-Control: { schema: { type: string } }
              content:
                application/json: { schema: { $ref: '#/components/schemas/SenderOrganization' } }
            '401': { $ref: '#/components/responses/Problem' }
            '403': { $ref: '#/components/responses/Problem' }
            '404': { $ref: '#/components/responses/Problem' }
            '406': { $ref: '#/components/responses/Problem' }
            '500': { $ref: '#/components/responses/Problem' }
            '503': { $ref: '#/components/responses/Problem' }

    """#
}
