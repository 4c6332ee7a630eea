import CLibCrypto
import Foundation

/// SHA-256 over bytes that arrive piece by piece, computed by OpenSSL's libcrypto.
public struct SHA256Hasher: ~Copyable {
    private let context = EVP_MD_CTX_new()

    public init() {
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    public borrowing func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// The digest in 64 hexadecimal digits. Call it once, at the end.
    public consuming func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &digest, nil)
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// SHA-256 of data in hexadecimal digits.
public func sha256(_ data: Data) -> String {
    let hasher = SHA256Hasher()
    data.withUnsafeBytes { hasher.update($0) }
    return hasher.finish()
}
