/// Numbers at a fixed place in memory, for the inner loops of one task. No bounds are checked in a release build.
final class Vector<Element: BitwiseCopyable> {
    let count: Int
    let base: UnsafeMutablePointer<Element>

    init(repeating value: Element, count: Int) {
        self.count = count
        base = .allocate(capacity: max(1, count))
        base.initialize(repeating: value, count: count)
    }

    convenience init(_ values: [Element], else none: Element) {
        self.init(repeating: none, count: values.count)
        for (index, value) in values.enumerated() { base[index] = value }
    }

    deinit { base.deallocate() }

    @inline(__always)
    subscript(_ index: Int) -> Element {
        get {
            assert(index >= 0 && index < count)
            return base[index]
        }
        set {
            assert(index >= 0 && index < count)
            base[index] = newValue
        }
    }

    var array: [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }
}
