import Foundation

/// Whether this process was built with the address sanitizer.
package enum AddressSanitizer {
  package static let isOn = dlsym(nil, "__asan_init") != nil
}
