import CLibCrypto

/// Digests many short pieces of text with one context: the first 128 bits of SHA-256.
public struct RowDigester: ~Copyable {
    private let context = EVP_MD_CTX_new()
    private let digest = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)

    /// Makes a digester, which may digest any number of pieces.
    public init() {
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit {
        EVP_MD_CTX_free(context)
        digest.deallocate()
    }

    /// Digests one piece.
    ///
    /// - Parameter bytes: The piece.
    /// - Returns: The first 128 bits of its SHA-256, as two words, the first bytes in the highest places.
    public func digest(of bytes: UnsafeRawBufferPointer) -> (high: UInt64, low: UInt64) {
        EVP_DigestInit_ex(context, nil, nil)
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        EVP_DigestFinal_ex(context, digest, nil)
        let raw = UnsafeRawPointer(digest)
        return (raw.load(as: UInt64.self).bigEndian, raw.load(fromByteOffset: 8, as: UInt64.self).bigEndian)
    }
}
