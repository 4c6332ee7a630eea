/// The units of a programme that somebody at a BLK may teach, and those that nobody may.
extension FactorTables {
    /// How many units of the programme an instructor may teach.
    ///
    /// Every candidate asks this several times, so that it ANDs words of bits that lie one after the other and counts them. A `BitSet` a BLK
    /// and a programme would make a new set for each question, and it would look for the bits of each BLK in storage of its own.
    func unitsCovered(_ candidate: Candidate) -> Int {
        let first = candidate.blk * ((units.count + 63) / 64)
        var covered = 0
        for index in unitMasksOfProgram[candidate.program] {
            covered += (taught[first + unitMasks[index].word] & unitMasks[index].bits).nonzeroBitCount
        }
        return covered
    }

    /// Whether no instructor may teach a unit of the programme.
    ///
    /// - Parameters:
    ///   - candidate: The BLK and the programme.
    ///   - unit: The place of the unit among those of the programme.
    /// - Returns: `true` where no instructor may teach it.
    public func isLacking(_ candidate: Candidate, unit: Int) -> Bool {
        let unit = unitsOfProgram[candidate.program][unit]
        return taught[candidate.blk * ((units.count + 63) / 64) + unit / 64] & (1 << UInt64(unit % 64)) == 0
    }

    /// How many units of the programme no instructor may teach.
    public func unitsLacking(_ candidate: Candidate) -> Int {
        unitsOfProgram[candidate.program].count - unitsCovered(candidate)
    }
}
