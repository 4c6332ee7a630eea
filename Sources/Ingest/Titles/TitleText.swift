import Foundation

/// A job title taken apart: segments of words in one spelling, without reference numbers and decoration.
public struct TitleText: Sendable {
    /// Words of each part between separators; the first says most.
    let segments: [[String]]

    /// The words of the whole title, the form in which titles are taught and compared.
    public var normalised: String { segments.map { $0.joined(separator: " ") }.joined(separator: " ") }

    /// Takes a title apart.
    ///
    /// - Parameter text: a title as it is advertised.
    public init(_ text: String) {
        var segments: [[String]] = []
        var words: [String] = []
        var word: [UInt8] = []
        var depth = 0
        var inner: [[String]] = []
        func endWord() {
            guard !word.isEmpty else { return }
            let lowered = String(decoding: word, as: UTF8.self)
            word.removeAll(keepingCapacity: true)
            // Reference numbers: C-119602, 677852. Words with a digit inside stay (b2b, 3d).
            if lowered.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return }
            for part in (Self.spellings[lowered] ?? lowered).split(separator: " ") { words.append(String(part)) }
        }
        func endSegment() {
            endWord()
            if !words.isEmpty {
                if depth > 0 { inner.append(words) } else { segments.append(words) }
            }
            words.removeAll(keepingCapacity: true)
        }
        let bytes = Array(
            text.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil).lowercased().utf8)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x61...0x7A, 0x30...0x39: word.append(byte)
            case 0x26 where !word.isEmpty && index + 1 < bytes.count && bytes[index + 1] != 0x20 && word.count <= 2:
                // f&b, r&d, q&a
                word.append(byte)
            case 0x28, 0x5B:
                endSegment()
                depth += 1
            case 0x29, 0x5D:
                endSegment()
                depth = max(0, depth - 1)
            case 0x2D where !word.isEmpty && index + 1 < bytes.count && bytes[index + 1] != 0x20:
                // e-commerce, on-site: one word in both spellings
                if word.count == 1 || Self.joinedPrefixes.contains(String(decoding: word, as: UTF8.self)) { continue }
                endWord()
            case 0x2D, 0x7C, 0x3A, 0x2C, 0x2F, 0x5F, 0x3B:
                // A slash, comma or ampersand lists; the parts stand beside each other.
                endSegment()
            case 0x27: continue
            case 0x26: endSegment()
            default:
                if byte >= 0x80 { endSegment() } else { endWord() }
            }
        }
        endSegment()
        self.segments = segments + inner
    }

    private static let joinedPrefixes: Set<String> = ["co", "pre", "tele", "multi"]

    /// One spelling for words that are written in many ways. Both sides in lower case; a value may be several words.
    private static let spellings: [String: String] = [
        "spv": "supervisor", "spvr": "supervisor", "supv": "supervisor", "superviser": "supervisor", "supervisi": "supervisor",
        "mgr": "manager", "manajer": "manager", "mngr": "manager", "manger": "manager", "managers": "manager",
        "asst": "assistant", "ass": "assistant", "asisten": "assistant", "asistant": "assistant", "assist": "assistant",
        "assisten": "assistant", "staf": "staff", "staffs": "staff", "exec": "executive", "execuitve": "executive",
        "excecutive": "executive", "eksekutif": "executive", "adm": "admin", "administrasi": "admin", "administration": "admin",
        "administrative": "admin", "administrator": "administrator", "acct": "accounting", "acc": "accounting",
        "akunting": "accounting", "akuntansi": "accounting", "keuangan": "finance", "fin": "finance", "pajak": "tax",
        "perpajakan": "tax", "taxation": "tax", "sr": "senior", "jr": "junior", "snr": "senior", "eng": "engineer",
        "engineering": "engineering", "techincal": "technical", "tehnik": "teknik", "tehnisi": "teknisi",
        "technicians": "technician", "mekanik": "mechanic", "mechanics": "mechanic", "spesialis": "specialist",
        "spesialist": "specialist", "specialis": "specialist", "koordinator": "coordinator", "kordinator": "coordinator",
        "koor": "coordinator", "dept": "department", "sect": "section", "ops": "operations", "operational": "operations",
        "operation": "operations", "operasional": "operations", "mktg": "marketing", "pemasaran": "marketing",
        "penjualan": "sales", "wiraniaga": "salesman", "saleswoman": "salesman", "salesgirl": "salesman", "salesperson": "salesman",
        "sosmed": "social media", "medsos": "social media", "socmed": "social media",
        "custumer": "customer", "costumer": "customer", "cs": "customer service", "cso": "customer service officer",
        "hrd": "hr", "humanresource": "hr", "personalia": "hr", "hrga": "hr ga", "hr&ga": "hr ga", "rnd": "r&d", "litbang": "r&d",
        "procurement": "purchasing", "pengadaan": "purchasing", "pembelian": "purchasing",
        "gudang": "warehouse", "pergudangan": "warehouse", "logistik": "logistic", "logistics": "logistic",
        "exim": "export import", "eksim": "export import", "ekspor": "export", "impor": "import", "produksi": "production",
        "mutu": "quality", "kualitas": "quality", "representatif": "representative", "representatives": "representative",
        "rep": "representative", "konsultan": "consultant", "adviser": "advisor", "agen": "agent",
        "analis": "analyst", "desainer": "designer", "desain": "design", "disainer": "designer", "programer": "programmer",
        "drafting": "drafter", "draftsman": "drafter", "draftman": "drafter", "interpreter": "translator",
        "penerjemah": "translator", "translater": "translator", "interprater": "translator", "guru": "teacher", "pengajar": "teacher",
        "teachers": "teacher", "instruktur": "instructor", "dosen": "dosen", "dokter": "doctor",
        "perawat": "nurse", "bidan": "midwife", "apoteker": "pharmacist", "kurir": "courier", "supir": "driver",
        "sopir": "driver", "pengemudi": "driver", "satpam": "security", "sekretaris": "secretary", "sekertaris": "secretary",
        "resepsionis": "receptionist", "kasir": "cashier", "pelayan": "waiter", "waitress": "waiter",
        "waiters": "waiter", "koki": "cook", "penjahit": "tailor", "arsitek": "architect", "pengacara": "lawyer",
        "promotor": "promoter", "spg": "spg", "spb": "spg", "fotografer": "photographer",
        "videografer": "videographer", "photografer": "photographer", "videography": "videographer", "photography": "photographer",
        "conten": "content", "konten": "content", "kreator": "creator", "creater": "creator", "livestream": "live streaming",
        "livestreaming": "live streaming", "streamer": "streamer", "livestreamer": "live streamer", "bussines": "business",
        "bussiness": "business", "busines": "business", "bisnis": "business", "dev": "development", "pengembangan": "development",
        "hukum": "legal", "lab": "laboratory", "laboratorium": "laboratory", "laborat": "laboratory",
        "listrik": "electrical", "elektrikal": "electrical", "elektrik": "electrical", "electric": "electrical", "sipil": "civil",
        "mekanikal": "mechanical", "kimia": "chemical", "bangunan": "building", "proyek": "project", "surveior": "surveyor",
        "relations": "relation", "affairs": "affair", "resources": "resource", "accounts": "account", "akun": "account",
        "operators": "operator", "maintanance": "maintenance", "maintenence": "maintenance",
        "pemeliharaan": "maintenance", "perawatan": "maintenance", "cabang": "branch", "toko": "store", "outlet": "store",
        "shop": "store", "boutique": "store", "butik": "store", "restoran": "restaurant", "resto": "restaurant",
        "dapur": "kitchen", "fnb": "f&b", "baverage": "beverage", "kecantikan": "beauty",
        "cleaner": "cleaning", "kebersihan": "cleaning", "telemarketer": "telemarketing", "telesales": "telemarketing",
        "telemarketers": "telemarketing", "merchandising": "merchandiser", "interns": "intern", "magang": "intern",
        "internship": "intern", "pimpinan": "manager", "wakil": "deputy", "kabag": "kepala bagian",
        "officers": "officer", "petugas": "officer", "pegawai": "staff", "karyawan": "staff",
        "bancasurance": "bancassurance", "asuransi": "insurance", "kredit": "credit", "pinjaman": "loan", "kolektor": "collector",
        "penagihan": "collection", "collections": "collection", "jaringan": "network", "keamanan": "security", "k3": "hse",
        "ehs": "hse", "she": "hse", "qhse": "hse", "hsse": "hse", "k3l": "hse", "ohs": "hse", "wilayah": "area",
        "regional": "area", "territory": "area", "kawasan": "area", "direktur": "director", "gm": "general manager",
        "consultan": "consultant", "leaders": "leader", "ketua": "leader", "qs": "quantity surveyor",
        "qc": "quality control", "qa": "quality assurance", "rm": "relationship manager", "ro": "relationship officer",
        "ao": "account officer", "cmo": "credit marketing officer", "ae": "account executive", "pr": "public relation",
        "humas": "public relation", "pa": "personal assistant", "bd": "business development", "umum": "general",
    ]
}
