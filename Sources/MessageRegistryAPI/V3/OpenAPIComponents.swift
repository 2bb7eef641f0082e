// The second part of the description: parameters, responses and schemas.

extension OpenAPIDescription {
  static let components = #"""
    components:
      securitySchemes:
        oauth:
          type: http
          scheme: bearer
          description: An opaque access token of the authorization server.
      parameters:
        messageId: { name: messageId, in: path, required: true, schema: { $ref:
          '#/components/schemas/Id' } }
        attachmentId: { name: attachmentId, in: path, required: true, schema: { $ref:
          '#/components/schemas/Id' } }
      responses:
        Problem:
          description: >-
            Turned down. 401 has WWW-Authenticate, 405 Allow, 416 Content-Range, 503 Retry-After. 409
            carries messageId,
            expirationDate and firstAnswer.
          content:
            application/problem+json: { schema: { $ref: '#/components/schemas/Problem' } }
      schemas:
        Id: { type: string, pattern: '^[0-7][0-9A-HJKMNP-TV-Z]{25}$' }
        EnterpriseNumber: { type: string, pattern: '^[0-1][0-9]{9}$' }
        Ssin: { type: string, pattern: '^[0-9]{11}$', description: With a right checksum }
        Sender:
          type: object
          required: [eboxType, enterpriseNumber]
          properties:
            eboxType: { const: enterprise }
            enterpriseNumber: { $ref: '#/components/schemas/EnterpriseNumber' }
        Recipient:
          type: object
          required: [eboxType, ssin]
          properties:
            eboxType: { const: citizen }
            ssin: { $ref: '#/components/schemas/Ssin' }
        TextToPublish:
          type: object
          description: In one language.
          minProperties: 1
          properties:
            nl: { type: string }
            fr: { type: string }
            de: { type: string }
            en: { type: string }
        TranslatedString:
          type: object
          description: All four languages, missing ones filled from one that was written.
          required: [nl, fr, de, en, originalLanguage]
          properties:
            nl: { type: string }
            fr: { type: string }
            de: { type: string }
            en: { type: string }
            originalLanguage: { type: string, description: 'The languages that were written, separated
              by spaces' }
        Digest:
          type: object
          required: [digestMethod, digestValue]
          properties:
            digestMethod: { enum: [sha_256, sha_512] }
            digestValue: { type: string, description: 'base64url (hexadecimal and plain base64 are
              refused)' }
        AttachmentToPublish:
          type: object
          required: [httpPartName, isMainContent]
          properties:
            httpPartName: { type: string }
            isMainContent: { type: boolean }
            isAttachmentSigned: { type: boolean, default: false }
            digest: { $ref: '#/components/schemas/Digest' }
            attachmentTitle: { description: Ignored; the title is the file name }
        MessageToPublish:
          type: object
          required: [sender, recipient, subject, messageTypeId, senderApplicationId]
          additionalProperties: false
          properties:
            sender: { $ref: '#/components/schemas/Sender' }
            recipient: { $ref: '#/components/schemas/Recipient' }
            subject: { $ref: '#/components/schemas/TextToPublish', description: At most 400 characters }
            messageTypeId: { type: string }
            senderApplicationId: { type: string }
            attachments: { type: array, maxItems: 12, items: { $ref:
              '#/components/schemas/AttachmentToPublish' } }
            isBodyMainContent: { type: boolean, default: false }
            bodyContent: { $ref: '#/components/schemas/TextToPublish', description: At most 20000
              characters }
            isReplyAuthorized: { type: boolean, default: false }
            isRegisteredMail: { type: boolean, default: false }
            expirationDate:
              description: Earlier than the message type's term; a date is kept until it is over in Brussels
              oneOf:
                - { type: string, format: date-time }
                - { type: string, format: date }
        PublicationStatusMessage:
          type: object
          required: [messageId, expirationDate]
          properties:
            messageId: { $ref: '#/components/schemas/Id' }
            expirationDate: { type: string, format: date-time }
            code: { enum: [NO_DIGITAL_USER] }
            message: { type: string }
        StatusQuery:
          type: object
          required: [messageId, eboxId]
          additionalProperties: false
          properties:
            messageId: { $ref: '#/components/schemas/Id' }
            eboxId: { $ref: '#/components/schemas/Recipient' }
        MessageStatus:
          type: object
          required: [messageId, eboxId, expirationDate, readStatus]
          properties:
            messageId: { $ref: '#/components/schemas/Id' }
            eboxId: { $ref: '#/components/schemas/Recipient' }
            expirationDate: { type: string, format: date-time }
            readStatus: { type: boolean }
            readDate: { type: string, format: date-time }
        Page:
          type: object
          required: [items, totalItems, page, pageSize, self]
          properties:
            items: { type: array }
            totalItems: { type: integer }
            page: { type: integer }
            pageSize: { type: integer }
            self: { type: string, format: uri }
            next: { type: string, format: uri }
        Messages:
          allOf:
            - $ref: '#/components/schemas/Page'
            - properties:
                items: { type: array, items: { $ref: '#/components/schemas/Message' } }
                totalUnread: { type: integer, description: Of the whole box; neither read nor hidden }
                totalHidden: { type: integer, description: Of the whole box }
        MessagesToUpdate:
          type: object
          required: [items]
          properties:
            items:
              type: array
              minItems: 1
              maxItems: 100
              items:
                type: object
                required: [messageId, visible]
                properties:
                  messageId: { $ref: '#/components/schemas/Id' }
                  visible: { type: boolean }
        Accesses:
          type: object
          required: [items, totalItems]
          properties:
            items: { type: array, items: { $ref: '#/components/schemas/Access' } }
            totalItems: { type: integer }
        Access:
          type: object
          required: [channelId, date, isMainContent]
          properties:
            channelId: { type: string }
            date: { type: string, format: date-time }
            attachmentId: { $ref: '#/components/schemas/Id' }
            isMainContent: { type: boolean }
        Message:
          type: object
          required:
            [
              messageId, sender, senderApplicationId, messageTypeId, subject, publicationDate,
              receiptDate, expirationDate, readStatus, visible, isRegisteredMail, isReplyAuthorized,
              hasBody, isBodyMainContent, isSentBeforeActivation, attachments
            ]
          properties:
            messageId: { $ref: '#/components/schemas/Id' }
            sender: { $ref: '#/components/schemas/Sender' }
            senderApplicationId: { type: string }
            messageTypeId: { type: string }
            subject: { $ref: '#/components/schemas/TranslatedString' }
            publicationDate: { type: string, format: date-time, description: The legal moment of sending }
            receiptDate: { type: string, format: date-time, description: The moment of making available }
            expirationDate: { type: string, format: date-time }
            readStatus: { type: boolean, default: false }
            readDate: { type: string, format: date-time }
            visible: { type: boolean, default: true }
            isRegisteredMail: { type: boolean, default: false }
            isReplyAuthorized: { type: boolean, default: false }
            hasBody: { type: boolean }
            isBodyMainContent: { type: boolean, default: false }
            isSentBeforeActivation: { type: boolean, default: false }
            attachments: { $ref: '#/components/schemas/Attachments' }
        Attachments:
          type: object
          required: [items, totalItems]
          properties:
            items: { type: array, items: { $ref: '#/components/schemas/Attachment' } }
            totalItems: { type: integer }
        Attachment:
          type: object
          required:
            [
              attachmentId, attachmentTitle, fileName, isMainContent, mediaType, size, sizeInBytes,
              digest, isAttachmentSigned, contentHref
            ]
          properties:
            attachmentId: { $ref: '#/components/schemas/Id' }
            attachmentTitle: { type: string }
            fileName: { type: string }
            isMainContent: { type: boolean }
            mediaType: { type: string }
            size: { type: number, description: Kilobytes of 1024 bytes }
            sizeInBytes: { type: integer }
            digest: { $ref: '#/components/schemas/Digest' }
            isAttachmentSigned: { type: boolean, default: false }
            contentHref: { type: string, format: uri }
        MessageType:
          type: object
          required:
            [
              messageTypeId, messageTypeName, validityPeriod, senderOrganizationIds,
              senderApplicationIds, isReplyAllowed, isKeptForInactive
            ]
          properties:
            messageTypeId: { type: string }
            messageTypeName: { $ref: '#/components/schemas/TranslatedString' }
            messageTypeDescription: { $ref: '#/components/schemas/TranslatedString' }
            validityPeriod:
              type: object
              required: [validityPeriodNumber, validityPeriodUnit]
              properties:
                validityPeriodNumber: { type: integer }
                validityPeriodUnit: { enum: [day, month, year] }
            senderOrganizationIds: { type: array, items: { $ref: '#/components/schemas/EnterpriseNumber' } }
            senderApplicationIds: { type: array, items: { type: string } }
            isReplyAllowed: { type: boolean }
            isKeptForInactive: { type: boolean }
            legalGround: { $ref: '#/components/schemas/TranslatedString' }
            due:
              type: object
              description: A term of law that runs from receiptDate
              required: [dueKind, duePeriodNumber, duePeriodUnit]
              properties:
                dueKind: { enum: [appeal, payment, answer] }
                duePeriodNumber: { type: integer }
                duePeriodUnit: { enum: [day, month, year] }
        SenderApplication:
          type: object
          required: [applicationId, applicationName, senderOrganizationIds, messageTypeIds]
          properties:
            applicationId: { type: string }
            applicationName: { $ref: '#/components/schemas/TranslatedString' }
            senderOrganizationIds: { type: array, items: { $ref: '#/components/schemas/EnterpriseNumber' } }
            messageTypeIds: { type: array, items: { type: string } }
        SenderOrganization:
          type: object
          required:
            [
              organizationId, organizationShortName, contactBusiness, senderApplicationIds,
              messageTypeIds, isSuspended
            ]
          properties:
            organizationId: { $ref: '#/components/schemas/EnterpriseNumber' }
            organizationShortName: { $ref: '#/components/schemas/TranslatedString' }
            contactBusiness: { type: string }
            senderApplicationIds: { type: array, items: { type: string } }
            messageTypeIds: { type: array, items: { type: string } }
            isSuspended: { type: boolean }
        Problem:
          type: object
          required: [type, title, status, code, instance, environment]
          properties:
            type: { type: string, description: 'urn:problem-type:belgif:… or urn:problem-type:ebox:…' }
            title: { type: string }
            status: { type: integer }
            code: { type: string, description: Stable }
            detail: { type: string }
            instance: { type: string, description: 'urn:uuid: and the BelGov-Trace-Id' }
            environment: { enum: [development, test, integration, acceptation, simulation, production] }
            issues: { type: array, items: { $ref: '#/components/schemas/Issue' } }
            limit: { type: integer }
            requiredScopes: { type: array, items: { type: string } }
            retryAfterSec: { type: integer }
            acr: { type: string }
            acrValues: { type: string }
            messageId: { $ref: '#/components/schemas/Id' }
            expirationDate: { type: string, format: date-time }
            firstAnswer: { $ref: '#/components/schemas/PublicationStatusMessage' }
        Issue:
          type: object
          required: [type, in, detail]
          properties:
            type: { type: string }
            in: { enum: [body, header, path, query] }
            name: { type: string, description: 'attachments[0].httpPartName, pageSize, or a part name' }
            detail: { type: string }
            limit: { type: integer }
            count: { type: integer }
            latest: { type: string, format: date-time }
            value: { type: string, description: Never of a personal field }

    """#
}
