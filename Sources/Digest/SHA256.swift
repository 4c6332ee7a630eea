import CLibCrypto
import Foundation

/// SHA-256 over bytes that arrive piece by piece, computed by OpenSSL's libcrypto.
public struct SHA256Hasher: ~Copyable {
    private let context = EVP_MD_CTX_new()

    /// Begins a digest.
    public init() {
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    /// Adds bytes to what is digested.
    ///
    /// - Parameter bytes: The next bytes.
    public borrowing func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// Ends the digest.
    ///
    /// - Returns: The digest of all bytes in 64 hexadecimal digits.
    public consuming func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &digest, nil)
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// The SHA-256 of data.
///
/// - Parameter data: The data.
/// - Returns: The digest in 64 hexadecimal digits.
public func sha256(_ data: Data) -> String {
    let hasher = SHA256Hasher()
    data.withUnsafeBytes { hasher.update($0) }
    return hasher.finish()
}
