/// A page that a list is asked for: 1-based number, 1 to 100 items (contract 2.1: default 25).
package struct PageRequest: Hashable, Sendable {
  package static let sizeDefault = 25
  package static let sizeMax = 100
  package static let numberMax = 1_000_000
  package static let first = PageRequest()
  /// The first page, as large as one can be.
  package static let largest = PageRequest(size: PageRequest.sizeMax)

  package let number: Int
  package let size: Int

  package init(parsing number: Int, size: Int = PageRequest.sizeDefault) throws(InvalidIdentifier) {
    guard (1...PageRequest.numberMax).contains(number) else {
      throw InvalidIdentifier("page", "must be 1 or more")
    }
    guard (1...PageRequest.sizeMax).contains(size) else {
      throw InvalidIdentifier("pageSize", "must be 1 to 100")
    }
    (self.number, self.size) = (number, size)
  }

  private init(size: Int = PageRequest.sizeDefault) { (number, self.size) = (1, size) }

  /// Items before the page.
  package var offset: Int { (number - 1) * size }
}

/// A page of a list, with how many items the whole list has.
package struct Page<Item: Sendable>: Sendable {
  package let items: [Item]
  package let total: Int
  package let request: PageRequest

  package init(items: [Item], total: Int, request: PageRequest) {
    (self.items, self.total, self.request) = (items, total, request)
  }

  package var hasNext: Bool { request.offset + items.count < total }
}

extension Page: Equatable where Item: Equatable {}
