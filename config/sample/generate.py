#!/usr/bin/env python3
"""Writes the sample network (config/sample/*.csv): generate.py [FOLDER]. Same seed, same files. Needs Python 3.9, nothing else.

Real are: codes and names of regions, KBLI and KBJI codes, the year-2018 targets of the BBPLK Bekasi network, the numbers of its
BLKs (4 binaan in 2017, 25 more in 2018; 23 UPTD and 6 Komunitas). Everything else is made up: people, employers, units, schemes,
capacities, outcomes, and all statistics of places (positions and populations are rough)."""
import csv, datetime, math, os, random, sys

SEED = 2018
FOLDER = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
rng = random.Random(SEED)

# code, name, kind, latitude, longitude, thousand inhabitants, BPS code ('' = the same digits), character
REGIONS = """
31|Daerah Khusus Ibukota Jakarta|provinsi||||31|
31.01|Kepulauan Seribu|kabupaten|-5.74|106.61|24|3101|wisata
31.71|Jakarta Pusat|kota|-6.18|106.83|920|3173|kota
31.72|Jakarta Utara|kota|-6.13|106.87|1780|3175|kota
31.73|Jakarta Barat|kota|-6.16|106.76|2530|3174|kota
31.74|Jakarta Selatan|kota|-6.27|106.81|2230|3171|kota
31.75|Jakarta Timur|kota|-6.23|106.90|2890|3172|kota
32|Jawa Barat|provinsi||||32|
32.01|Kabupaten Bogor|kabupaten|-6.50|106.83|5700||campuran
32.02|Kabupaten Sukabumi|kabupaten|-6.98|106.60|2450||tani
32.03|Kabupaten Cianjur|kabupaten|-6.82|107.14|2260||tani
32.04|Kabupaten Bandung|kabupaten|-7.03|107.53|3650||tekstil
32.05|Kabupaten Garut|kabupaten|-7.22|107.90|2590||tani
32.06|Kabupaten Tasikmalaya|kabupaten|-7.36|108.11|1750||tani
32.07|Kabupaten Ciamis|kabupaten|-7.33|108.35|1180||tani
32.08|Kabupaten Kuningan|kabupaten|-6.98|108.48|1070||tani
32.09|Kabupaten Cirebon|kabupaten|-6.76|108.48|2160||campuran
32.10|Kabupaten Majalengka|kabupaten|-6.84|108.23|1190||tani
32.11|Kabupaten Sumedang|kabupaten|-6.86|107.92|1150||tekstil
32.12|Kabupaten Indramayu|kabupaten|-6.33|108.32|1710||tani
32.13|Kabupaten Subang|kabupaten|-6.57|107.76|1560||campuran
32.14|Kabupaten Purwakarta|kabupaten|-6.55|107.44|940||industri
32.15|Kabupaten Karawang|kabupaten|-6.31|107.31|2310||industri
32.16|Kabupaten Bekasi|kabupaten|-6.36|107.17|3500||industri
32.17|Kabupaten Bandung Barat|kabupaten|-6.84|107.50|1670||tekstil
32.18|Kabupaten Pangandaran|kabupaten|-7.69|108.65|400||wisata
32.71|Kota Bogor|kota|-6.60|106.80|1080||kota
32.72|Kota Sukabumi|kota|-6.92|106.93|325||kota
32.73|Kota Bandung|kota|-6.91|107.61|2500||kota
32.74|Kota Cirebon|kota|-6.71|108.55|315||kota
32.75|Kota Bekasi|kota|-6.24|107.00|2860||kota
32.76|Kota Depok|kota|-6.40|106.82|2250||kota
32.77|Kota Cimahi|kota|-6.88|107.54|600||tekstil
32.78|Kota Tasikmalaya|kota|-7.33|108.22|660||kota
32.79|Kota Banjar|kota|-7.37|108.54|182||kota
36|Banten|provinsi||||36|
36.01|Kabupaten Pandeglang|kabupaten|-6.31|106.10|1200||tani
36.02|Kabupaten Lebak|kabupaten|-6.56|106.25|1290||tani
36.03|Kabupaten Tangerang|kabupaten|-6.19|106.48|3580||industri
36.04|Kabupaten Serang|kabupaten|-6.12|106.15|1490||industri
36.71|Kota Tangerang|kota|-6.18|106.63|2140||industri
36.72|Kota Cilegon|kota|-6.00|106.05|425||industri
36.73|Kota Serang|kota|-6.12|106.15|665||kota
36.74|Kota Tangerang Selatan|kota|-6.29|106.71|1640||kota
"""
regions = [line.split("|") for line in REGIONS.strip().splitlines()]
places = [r for r in regions if r[2] != "provinsi"]
name_of = {r[0]: r[1] for r in regions}
character = {r[0]: r[7] for r in places}
population = {r[0]: float(r[5]) * 1000 for r in places}

# Share of the employed by KBLI section, by the character of a regency.
PROFILES = {
    "industri": "A5 B.3 C33 D.5 E.4 F7 G20 H7 I6 J1.2 K1.6 L.9 M.9 N2.5 O3 P4 Q1.5 R.4 S4 T.8",
    "tekstil": "A14 B.4 C28 D.3 E.4 F8 G20 H5 I6 J.8 K1.2 L.4 M.6 N1.4 O3.4 P4.4 Q1.3 R.5 S3.6 T.7",
    "tani": "A38 B1 C11 D.2 E.3 F8 G19 H4.5 I5 J.4 K.8 L.1 M.3 N.6 O2.8 P4 Q1 R.3 S2.4 T.6",
    "campuran": "A15 B1.2 C20 D.3 E.4 F9 G23 H6.5 I6.5 J.9 K1.3 L.5 M.8 N1.4 O3.4 P4.4 Q1.3 R.5 S3.6 T.9",
    "kota": "A1.5 B.2 C13 D.4 E.5 F6 G27 H8 I9 J3 K4 L1.4 M2.6 N4.5 O5 P5.5 Q2.6 R.9 S4.2 T1.7",
    "wisata": "A28 B.3 C8 D.3 E.4 F7 G20 H5 I16 J.5 K.9 L.3 M.4 N1.6 O3.4 P3.8 Q1.1 R1.6 S2.6 T.5",
}
GROWTH = dict(A=-0.018, B=-0.02, C=0.022, D=0.02, E=0.02, F=0.035, G=0.02, H=0.045, I=0.05, J=0.05, K=0.025, L=0.03, M=0.03,
              N=0.04, O=0.0, P=0.015, Q=0.03, R=0.04, S=0.02, T=-0.02)

# Programmes: kejuruan | code | name | JP | education | occupations (KBJI:relevance)
PROGRAMS = """
Teknik Las|LAS-01|Plate Welder SMAW 3G|240|SMP|7212:1
Teknik Las|LAS-02|Plate Welder SMAW 1G|160|SD|7212:0.8
Teknik Las|LAS-03|Plate Welder GMAW 3G|240|SMP|7212:1;7214:0.3
Teknik Las|LAS-04|Pipe Welder GTAW 6G|320|SMA/SMK|7212:0.9;7126:0.3
Teknik Las|LAS-05|Juru Las FCAW 3G|260|SMP|7212:0.9
Teknik Las|LAS-06|Fabrikasi Struktur Baja|260|SMA/SMK|7214:1;7212:0.4
Teknik Las|LAS-07|Pengerjaan Pelat Logam|240|SMP|7213:1;7214:0.4
Teknik Las|LAS-08|Inspektur Las Dasar|160|D3|7543:0.4;3115:0.3
Listrik|LIS-01|Instalasi Penerangan Bangunan|240|SMP|7411:1
Listrik|LIS-02|Instalasi Otomasi Listrik Industri|320|SMA/SMK|7412:1;3113:0.4
Listrik|LIS-03|Operator PLC|260|SMA/SMK|7412:0.7;3113:0.5
Listrik|LIS-04|Pemeliharaan Motor Listrik|240|SMA/SMK|7412:1
Listrik|LIS-05|Pemasangan Jaringan Distribusi|240|SMA/SMK|7413:1
Listrik|LIS-06|Instalasi Pembangkit Surya Atap|160|SMA/SMK|7411:0.6;7412:0.2
Listrik|LIS-07|Teknisi Panel Listrik|240|SMA/SMK|7412:0.8;8212:0.3
Listrik|LIS-08|Teknisi Lift dan Eskalator|320|SMA/SMK|7412:0.5
Elektronika|ELK-01|Teknisi Audio Video|240|SMA/SMK|7421:1
Elektronika|ELK-02|Teknisi Telepon Seluler|240|SMP|7421:0.9
Elektronika|ELK-03|Perakitan Elektronika|160|SMP|8212:1
Elektronika|ELK-04|Teknisi CCTV dan Alarm|160|SMA/SMK|7422:0.8;7421:0.3
Elektronika|ELK-05|Instrumentasi dan Kendali Dasar|260|SMA/SMK|3114:1;7412:0.3
Elektronika|ELK-06|Servis Peralatan Rumah Tangga|240|SMP|7421:0.8;7412:0.3
Teknologi Informasi dan Komunikasi|TIK-01|Practical Office Advance|160|SMA/SMK|4110:0.7;4132:0.8
Teknologi Informasi dan Komunikasi|TIK-02|Computer Technical Support|240|SMA/SMK|3512:1;7422:0.4
Teknologi Informasi dan Komunikasi|TIK-03|Teknisi Jaringan Komputer|240|SMA/SMK|3513:1;7422:0.5
Teknologi Informasi dan Komunikasi|TIK-04|Pemrograman Web Yunior|320|SMA/SMK|2513:1;2514:0.5
Teknologi Informasi dan Komunikasi|TIK-05|Pemrograman Aplikasi Bergerak|320|D3|2512:0.8;2514:0.8
Teknologi Informasi dan Komunikasi|TIK-06|Desain Grafis|240|SMA/SMK|2166:1
Teknologi Informasi dan Komunikasi|TIK-07|Video Editing|240|SMA/SMK|3521:0.8;2166:0.3
Teknologi Informasi dan Komunikasi|TIK-08|Pemasaran Digital|160|SMA/SMK|2431:0.7;3322:0.2
Teknologi Informasi dan Komunikasi|TIK-09|Teknisi Serat Optik|160|SMA/SMK|7422:1
Otomotif|OTO-01|Service Sepeda Motor Injeksi|240|SMP|7231:0.8
Otomotif|OTO-02|Service Sepeda Motor Konvensional|240|SD|7231:0.7
Otomotif|OTO-03|Teknisi Kendaraan Ringan Sistem Injeksi|320|SMA/SMK|7231:1
Otomotif|OTO-04|Perbaikan Bodi dan Pengecatan|260|SMP|7132:0.7;7213:0.6
Otomotif|OTO-05|Spooring dan Balancing|160|SMP|7231:0.5
Otomotif|OTO-06|Kelistrikan Kendaraan Ringan|240|SMA/SMK|7231:0.6;7412:0.2
Otomotif|OTO-07|Mekanik Alat Berat Dasar|320|SMA/SMK|7233:0.8
Otomotif|OTO-08|Operator Forklift|160|SMP|8344:1
Otomotif|OTO-09|Mengemudi Angkutan Barang|160|SMP|8332:0.8;8322:0.6
Garmen Apparel|GAR-01|Operator Jahit Garmen|160|SD|8153:1;7533:0.5
Garmen Apparel|GAR-02|Menjahit Pakaian Wanita Dewasa|240|SMP|7531:1
Garmen Apparel|GAR-03|Menjahit Pakaian Pria Dewasa|240|SMP|7531:0.9
Garmen Apparel|GAR-04|Pembuatan Pola Garmen|240|SMA/SMK|7532:1
Garmen Apparel|GAR-05|Bordir Mesin|160|SMP|7533:0.9
Garmen Apparel|GAR-06|Supervisor Garmen|160|SMA/SMK|3122:0.4
Garmen Apparel|GAR-07|Pengendalian Mutu Garmen|160|SMA/SMK|7543:0.5
Garmen Apparel|GAR-08|Jahit Alas Kaki|160|SMP|8156:0.9;7536:0.5
Refrigerasi|REF-01|Teknisi AC Residensial|240|SMP|7127:1
Refrigerasi|REF-02|Teknisi Refrigerasi Komersial|320|SMA/SMK|7127:0.9
Refrigerasi|REF-03|Teknisi AC Kendaraan|240|SMA/SMK|7127:0.3;7231:0.4
Refrigerasi|REF-04|Pemeliharaan Tata Udara Gedung|260|SMA/SMK|7127:0.7;7412:0.1
Refrigerasi|REF-05|Instalasi Pendingin Ruang|160|SMP|7127:0.8
Manufaktur|MAN-01|Operator Mesin Bubut|320|SMA/SMK|7223:1
Manufaktur|MAN-02|Operator Mesin Frais|320|SMA/SMK|7223:1
Manufaktur|MAN-03|Operator CNC Bubut dan Frais|320|SMA/SMK|7223:0.9
Manufaktur|MAN-04|Juru Gambar Teknik CAD|240|SMA/SMK|3118:1
Manufaktur|MAN-05|Pembuatan Perkakas dan Cetakan|480|SMA/SMK|7222:1;7223:0.4
Manufaktur|MAN-06|Perakitan Mekanik|160|SMP|8211:1
Manufaktur|MAN-07|Pemeliharaan Mesin Industri|320|SMA/SMK|7233:1
Manufaktur|MAN-08|Operator Injeksi Plastik|160|SMP|8142:1
Manufaktur|MAN-09|Kendali Mutu Manufaktur|160|SMA/SMK|7543:0.8
Manufaktur|MAN-10|Pengemasan dan Pergudangan|160|SMP|9321:0.6;4321:0.7;8183:0.4
Bangunan|BGN-01|Juru Gambar Bangunan Gedung|240|SMA/SMK|3118:0.8;3112:0.4
Bangunan|BGN-02|Tukang Batu|160|SD|7112:1
Bangunan|BGN-03|Tukang Kayu Konstruksi|240|SD|7115:1
Bangunan|BGN-04|Pembuatan Mebel|240|SD|7522:1;7523:0.4
Bangunan|BGN-05|Plambing dan Pipa|160|SMP|7126:1
Bangunan|BGN-06|Pemasangan Keramik|160|SD|7122:1
Bangunan|BGN-07|Pelaksana Lapangan Gedung|240|SMA/SMK|3123:0.9;3112:0.5
Bangunan|BGN-08|Operator Alat Berat Ekskavator|240|SMA/SMK|8342:1
Pariwisata|PAR-01|Juru Masak Hotel dan Restoran|260|SMA/SMK|5120:1;3434:0.3
Pariwisata|PAR-02|Roti dan Kue|240|SMP|7512:1
Pariwisata|PAR-03|Tata Hidangan|160|SMA/SMK|5131:1
Pariwisata|PAR-04|Peracikan Minuman Kopi|160|SMA/SMK|5132:1
Pariwisata|PAR-05|Tata Graha|160|SMA/SMK|9112:0.7;5151:0.5
Pariwisata|PAR-06|Resepsionis Hotel|160|SMA/SMK|4224:1;4226:0.5
Pariwisata|PAR-07|Pemandu Wisata|160|SMA/SMK|5113:1
Pariwisata|PAR-08|Tata Kecantikan Rambut|240|SMP|5141:1
Pariwisata|PAR-09|Tata Kecantikan Kulit|240|SMP|5142:1
Bisnis dan Manajemen|BIS-01|Administrasi Perkantoran|240|SMA/SMK|4110:1;4120:0.5
Bisnis dan Manajemen|BIS-02|Akuntansi Dasar|240|SMA/SMK|4311:1;3313:0.3
Bisnis dan Manajemen|BIS-03|Sekretaris|240|D3|4120:1;3343:0.4
Bisnis dan Manajemen|BIS-04|Kasir dan Pramuniaga|160|SMA/SMK|5230:0.7;5223:0.6
Bisnis dan Manajemen|BIS-05|Layanan Pelanggan Pusat Kontak|160|SMA/SMK|4222:1;4225:0.4
Bisnis dan Manajemen|BIS-06|Tenaga Penjualan|160|SMA/SMK|3322:0.8
Bisnis dan Manajemen|BIS-07|Juru Ketik Manual|160|SMA/SMK|4131:1
Bisnis dan Manajemen|BIS-08|Ekspor Impor Dasar|160|D3|3331:0.9
Pertanian|TAN-01|Pengolahan Hasil Pertanian|240|SD|8160:0.5;7514:0.8
Pertanian|TAN-02|Pengolahan Ikan|240|SD|8160:0.4;7511:0.8
Pertanian|TAN-03|Budidaya Sayuran|240|SD|6111:0.4;6113:0.5
Pertanian|TAN-04|Budidaya Ikan Air Tawar|240|SD|6221:0.8
Pertanian|TAN-05|Mekanik Mesin Pertanian|240|SMP|7233:0.4
Pertanian|TAN-06|Pembibitan Tanaman|160|SD|6113:0.7
"""
# A unit belongs to several programmes of its kejuruan, as units of SKKNI do, and its title has to fit all of them. Where the draws below
# give units to other programmes, the titles have to be looked through again.
UNIT_WORDS = {
    "Teknik Las": "Menerapkan K3 pengelasan;Mengelas pelat posisi bawah tangan;Mengelas pelat dengan proses GMAW;Mengelas pelat posisi tegak;Membaca gambar dan simbol las;Menyetel mesin dan arus las;Menggunakan alat ukur;Menyiapkan kampuh las;Memeriksa hasil las secara visual;Memilih elektroda dan kawat las;Mengenali cacat las dan penyebabnya;Memotong logam dengan gas dan plasma;Menguji sambungan las;Merawat peralatan las dan potong",
    "Listrik": "Menerapkan K3 listrik;Membaca gambar dan diagram listrik;Merangkai kendali PLC dan relai;Memprogram sistem otomasi;Memasang perangkat pengaman;Merakit panel kendali motor;Mengatur pengasutan motor listrik;Menyambung dan menandai kabel;Memasang sistem pembumian;Mengukur besaran listrik;Memasang panel hubung bagi;Memasang kabel daya;Mencari dan memperbaiki gangguan;Memeriksa instalasi sebelum bertegangan",
    "Elektronika": "Menerapkan K3 elektronika;Memperbaiki rangkaian suara dan layar;Menyolder dan melepas komponen;Mengukur rangkaian elektronika;Memasang perangkat gambar dan suara;Menguji komponen elektronika;Memperbaiki peralatan rumah tangga;Memperbaiki catu daya;Menyambung kabel dan konektor;Membaca skema rangkaian;Memasang sensor dan kendali;Menguji fungsi perangkat",
    "Teknologi Informasi dan Komunikasi": "Mengoperasikan komputer;Menggunakan layanan internet;Memasang perangkat lunak;Menulis rumus dan kode program;Membuat dokumen kerja;Menerjemahkan kebutuhan pelanggan;Menyunting gambar dan video;Mengonfigurasi jaringan dan server;Merancang tata letak;Membuat halaman web;Menguji dan melacak gangguan;Menguji mutu hasil kerja;Menerapkan keamanan informasi;Menyusun bahan presentasi;Melaporkan hasil kepada pelanggan",
    "Otomotif": "Menerapkan K3 otomotif;Merawat sistem bahan bakar;Memeriksa kondisi kendaraan;Mengemudikan kendaraan dengan aman;Merawat kopling dan transmisi;Menggunakan perkakas dan alat ukur;Memeriksa aki dan sistem pengisian;Melepas dan memasang bagian kendaraan;Membaca buku petunjuk servis;Mengoperasikan dan menguji kendaraan;Melakukan perawatan berkala;Mengoperasikan alat sesuai prosedur;Menilai kerusakan kendaraan;Mendiagnosis sistem elektronik",
    "Garmen Apparel": "Menerapkan K3 garmen;Mengoperasikan mesin jahit dan bordir;Memeriksa ukuran dan jahitan;Memotong bahan sesuai pola;Membaca gambar model;Menyelesaikan dan merapikan jahitan;Menjahit komponen pakaian;Membuat pola dasar;Menyiapkan bahan dan peralatan jahit;Mengemas hasil produksi;Mengatur alur produksi;Menghias pakaian wanita;Merakit komponen jahitan",
    "Refrigerasi": "Menerapkan K3 refrigerasi;Memasang unit pendingin;Memperbaiki kompresor;Membersihkan dan merawat unit AC;Memeriksa sirkulasi udara;Merawat sistem pendingin komersial;Memvakum dan mengisi refrigeran;Memeriksa kebocoran refrigeran;Memeriksa kelistrikan pendingin;Menyambung pipa tembaga;Mengukur kinerja pendingin",
    "Manufaktur": "Menerapkan K3 manufaktur;Merawat mesin dan area kerja;Mengukur dengan alat presisi;Membuat gambar teknik mesin;Mencatat hasil kerja;Memeriksa kerataan dan kesikuan;Membaca gambar dan petunjuk kerja;Mengoperasikan mesin perkakas;Menyetel mesin CNC;Menyetel benda kerja;Mengefrais bidang dan alur;Menentukan toleransi dan suaian;Memeriksa mutu hasil;Menggunakan model CAD;Memilih bahan dan perkakas",
    "Bangunan": "Menerapkan K3 konstruksi;Membaca gambar kerja;Menghitung kebutuhan bahan;Merawat alat dan mesin kerja;Mengerjakan pasangan bata;Menyiapkan tempat dan alat kerja;Mengerjakan sambungan kayu;Mengukur elevasi dan kemiringan;Mengukur dan menandai bidang kerja;Menyelesaikan permukaan;Menyusun laporan pekerjaan;Memasang perancah dan penopang;Berkoordinasi di tempat kerja",
    "Pariwisata": "Menerapkan higiene dan sanitasi;Menyusun jadwal pelayanan;Menangani pembayaran;Menerima dan mencatat pesanan;Menyusun laporan harian;Menjelaskan produk dan layanan;Menata meja dan menyajikan hidangan;Menyiapkan bahan dan peralatan;Membersihkan ruang dan peralatan;Menangani keluhan pelanggan;Memangkas dan menata rambut;Menjaga kebersihan area kerja;Memahami kebutuhan pelanggan;Berkomunikasi dengan tamu",
    "Bisnis dan Manajemen": "Berkomunikasi di tempat kerja;Mengelola dokumen transaksi;Menggunakan aplikasi perkantoran;Mencatat pembayaran dan pajak;Mengolah data dengan lembar sebar;Mengelola kas kecil;Menangani panggilan pelanggan;Menyusun laporan tertulis;Mengatur pertemuan dan kunjungan;Mengelola arsip dan data;Mengetik dan menata dokumen;Berbahasa Inggris untuk pekerjaan;Melayani tamu dan pelanggan",
    "Pertanian": "Menerapkan K3 pertanian;Merawat alat dan mesin;Mengoperasikan mesin pertanian;Mengolah ikan;Menggunakan alat ukur dan timbangan;Menyiapkan benih dan media;Mencatat bahan dan hasil kerja;Menjaga kebersihan tempat kerja;Mengolah hasil pertanian;Mengemas dan menyimpan hasil;Menghitung biaya dan harga jual",
}
UPTD = [("BGR", "32.01"), ("SKB", "32.02"), ("CJR", "32.03"), ("BDG", "32.04"), ("GRT", "32.05"), ("TSK", "32.06"), ("CMS", "32.07"),
        ("KNG", "32.08"), ("CRB", "32.09"), ("MJL", "32.10"), ("SMD", "32.11"), ("IDM", "32.12"), ("SBG", "32.13"), ("PWK", "32.14"),
        ("KRW", "32.15"), ("BKS", "32.16"), ("BDB", "32.17"), ("PDG", "36.01"), ("LBK", "36.02"), ("TNG", "36.03"), ("SRG", "36.04"),
        ("CLG", "36.72"), ("DPK", "32.76")]
KOMUNITAS = [("SKM", "32.72", "Al-Contoh"), ("CRM", "32.74", "Bina Contoh"), ("TSM", "32.78", "Nurul Contoh"), ("BJR", "32.79", "Karya Contoh"),
             ("PGD", "32.18", "Bahari Contoh"), ("SRM", "36.73", "Insan Contoh")]
FIRST_BINAAN = {"UPTD-KRW", "UPTD-BKS", "UPTD-PWK", "UPTD-SBG"}
NO_OUTCOMES = "KOM-BJR"
GIVEN = "Ahmad Budi Dewi Eko Fitri Gunawan Hendra Indah Joko Kartika Lestari Maman Nanang Oki Putri Rahmat Siti Tono Udin Wati Yanto Zaenal Asep Dadang Euis Iwan Nia Rina Sri Ujang".split()
FAMILY = "Contoh Misal Umpama Teladan Ibarat Andai Percontohan Permisalan".split()


def write(name, header, rows):
    with open(os.path.join(FOLDER, name + ".csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def day(year, month=1, date=1):
    return datetime.date(year, month, date).isoformat()


def kilometres(a, b):
    position = {r[0]: (float(r[3]), float(r[4])) for r in places}
    (la, lo), (lb, lp) = position[a], position[b]
    h = math.sin(math.radians(lb - la) / 2) ** 2 + math.cos(math.radians(la)) * math.cos(math.radians(lb)) * math.sin(math.radians(lp - lo) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


OFFICIAL = {"31.": "KIND Administrasi "}  # the capital's cities and regency have an official prefix
write("regions", ["region_code", "name", "kind", "parent_code", "latitude", "longitude", "population", "bps_code"],
      [[r[0], OFFICIAL.get(r[0][:3], "").replace("KIND", r[2].capitalize()) + r[1], r[2], "" if len(r[0]) == 2 else r[0][:2],
        r[3], r[4], round(population[r[0]]) if r[0] in population else "", r[6] or r[0].replace(".", "")] for r in regions])

# Units, schemes, programmes
programs = [line.split("|") for line in PROGRAMS.strip().splitlines()]
departments = list(UNIT_WORDS)
short = {p[0]: p[1][:3] for p in programs}
units = {k: [(f"CTH.{short[k]}.{n:03d}", title) for n, title in enumerate(UNIT_WORDS[k].split(";"), 1)] for k in departments}
write("units", ["unit_code", "title", "standard"], [[c, t, f"SKKNI contoh {k}"] for k in departments for c, t in units[k]])
write("schemes", ["scheme_code", "name", "lsp_name", "candidates_per_day"],
      [["SKM-" + p[1], "Klaster " + p[2], "LSP Contoh " + p[0], rng.choice([8, 10, 10, 12])] for p in programs])
units_of, rows = {}, []
for kejuruan, code, name, jp, education, occupations in programs:
    pool = units[kejuruan]
    chosen = [pool[0]] + rng.sample(pool[1:], min(len(pool) - 1, max(4, round(int(jp) / 40))))
    units_of[code] = sorted(c for c, _ in chosen)
    cost = round((18 + int(jp) * rng.uniform(0.16, 0.24)) * 1e6, -5)
    rows.append([code, name, kejuruan, jp, 16, education, "SKM-" + code, int(cost), "|".join(units_of[code]), occupations.replace(";", "|")])
write("programs", ["program_code", "name", "kejuruan", "hours_jp", "package_size", "education_min", "scheme_code", "cost_rupiah", "units", "occupations"], rows)
by_department = {k: [p[1] for p in programs if p[0] == k] for k in departments}
hours_of = {p[1]: int(p[3]) for p in programs}

# BLKs
blks = [("BBPLK-BKS", "BBPLK Bekasi", "BBPLK", "32.75", "", "")]
for code, region in UPTD:
    blks.append(("UPTD-" + code, "UPTD BLK " + name_of[region], "UPTD", region, "BBPLK-BKS", 2017 if "UPTD-" + code in FIRST_BINAAN else 2018))
for code, region, name in KOMUNITAS:
    blks.append(("KOM-" + code, f"BLK Komunitas {name} {name_of[region]}", "Komunitas", region, "BBPLK-BKS", 2018))
write("blks", ["blk_code", "name", "kind", "region_code", "parent_code", "joined_year"], blks)

LIKELY = {  # departments that suit the character of a place come up more often
    "industri": {"Teknik Las": 5, "Listrik": 4, "Manufaktur": 5, "Otomotif": 3, "Elektronika": 3, "Refrigerasi": 2},
    "tekstil": {"Garmen Apparel": 6, "Manufaktur": 3, "Listrik": 3, "Teknologi Informasi dan Komunikasi": 3},
    "tani": {"Pertanian": 5, "Otomotif": 4, "Garmen Apparel": 3, "Bangunan": 3, "Teknologi Informasi dan Komunikasi": 3},
    "kota": {"Teknologi Informasi dan Komunikasi": 5, "Pariwisata": 4, "Bisnis dan Manajemen": 4, "Refrigerasi": 3},
    "wisata": {"Pariwisata": 8, "Bangunan": 2}, "campuran": {},
}
catalog, workshops, instructors, outcomes, departments_of = [], [], [], [], {}
for blk, name, kind, region, _, _ in blks:
    count = 12 if kind == "BBPLK" else rng.randint(4, 7) if kind == "UPTD" else rng.randint(1, 2)
    weights = {k: 1 + LIKELY[character[region]].get(k, 0) for k in departments}
    chosen = []
    while len(chosen) < count:
        k = rng.choices(departments, [weights[d] if d not in chosen else 0 for d in departments])[0]
        chosen.append(k)
    departments_of[blk] = chosen
    quality = rng.gauss(0, 0.06)
    for k in chosen:
        shops = 2 if kind == "BBPLK" else 1
        for number in range(1, shops + 1):
            hours = rng.choice([1600, 1920, 2400]) if kind != "Komunitas" else rng.choice([960, 1280])
            tuk = "" if rng.random() < (0.15 if kind != "Komunitas" else 0.6) else day(rng.choice([2017, 2018, 2019, 2020]), rng.randint(1, 12), 28)
            workshops.append([f"{blk}-{short[k]}-{number}", blk, k, hours, round(hours * rng.uniform(0.05, 0.7)), tuk])
        if not (kind == "UPTD" and rng.random() < 0.12):  # some departments lost their only instructor
            for number in range(1, rng.randint(1, 3) + (2 if kind == "BBPLK" else 0) + 1):
                code = f"INS-{blk}-{short[k]}-{number}"
                person = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
                taught = [units[k][0]] + rng.sample(units[k][1:], round((len(units[k]) - 1) * rng.uniform(0.35, 0.95)))
                expired, hours = rng.random() < 0.12, rng.choice([960, 1200, 1200])
                for unit, _ in sorted(taught):
                    start = day(rng.randint(2011, 2013) if expired else rng.randint(2015, 2017), rng.randint(1, 12), 1)
                    until = f"{int(start[:4]) + 3}{start[4:]}" if expired else f"{int(start[:4]) + 4}{start[4:]}"
                    instructors.append([code, person, blk, k, hours, unit, start, until])
        programs_here = rng.sample(by_department[k], min(len(by_department[k]), rng.randint(2, 5) + (2 if kind == "BBPLK" else 0)))
        for program in sorted(programs_here):
            catalog.append([blk, program, day(rng.choice([2010, 2012, 2014, 2015])), ""])
            if blk == NO_OUTCOMES:
                continue
            place = min(0.92, max(0.12, rng.gauss(0.58, 0.1) + quality + (0.08 if character[region] == "industri" else 0)))
            certify = min(0.97, max(0.3, rng.gauss(0.72, 0.1) + quality))
            for year in (2015, 2016, 2017):
                if rng.random() < 0.2:
                    continue
                packages = rng.randint(1, 4) + (2 if kind == "BBPLK" else 0)
                trained = packages * 16 - rng.randint(0, 2 * packages)
                traced = rng.random() > 0.1
                outcomes.append([blk, program, year, packages, trained, sum(rng.random() < certify for _ in range(trained)),
                                 sum(rng.random() < place for _ in range(trained)) if traced else ""])
write("catalogs", ["blk_code", "program_code", "valid_from", "valid_until"], catalog)
write("workshops", ["workshop_code", "blk_code", "kejuruan", "hours_per_year", "hours_committed", "tuk_until"], workshops)
write("instructors", ["instructor_code", "name", "blk_code", "kejuruan", "hours_per_year", "unit_code", "valid_from", "valid_until"], instructors)
write("outcomes", ["blk_code", "program_code", "year", "packages", "trained", "certified", "placed"], outcomes)

# What the BLKs that were in the network in 2017 reported month by month, in line with their outcomes; numbers of its own, so that nothing else moves.
monthly = random.Random(SEED + 2017)
members, realizations = {b[0] for b in blks if b[5] == 2017 or b[2] == "BBPLK"}, []
for blk, program, year, packages, trained, certified, _ in outcomes:
    if year != 2017 or blk not in members:
        continue
    starts, counts = sorted(monthly.randint(2, 10) for _ in range(packages)), {}
    for index, month in enumerate(starts):
        part = [trained * (index + 1) // packages - trained * index // packages, certified * (index + 1) // packages - certified * index // packages]
        counts.setdefault(month, [0, 0, 0])
        counts[month][0] += 1
        counts[month][1] += part[0]
        counts.setdefault(min(12, month + 2), [0, 0, 0])[2] += part[1]
    realizations += [[blk, program, year, month, *counts[month]] for month in sorted(counts)]
write("realizations", ["blk_code", "program_code", "year", "month", "packages", "participants", "certified"], realizations)
entered, passed = sum(r[5] for r in realizations), sum(r[6] for r in realizations)
write("targets", ["network_code", "year", "participants", "certified"],
      [["BBPLK-BKS", 2017, int(round(entered * 1.08, -2)), int(round(passed * 1.15, -2))], ["BBPLK-BKS", 2018, 18624, 12880]])

assessors, number = [], 0
for p in programs:
    for _ in range(rng.choice([0, 1, 2, 3, 3, 4, 5, 6])):
        number += 1
        start = rng.randint(2013, 2017)
        assessors.append([f"ASR-{number:03d}", "SKM-" + p[1], f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", rng.choice(blks)[3],
                          rng.choice([12, 20, 24, 36]), day(start, rng.randint(1, 12), 1), day(start + 3, rng.randint(1, 12), 28)])
write("assessors", ["assessor_code", "scheme_code", "name", "region_code", "days_per_year", "licensed_from", "licensed_until"], assessors)

# Labour market
employment, unemployment, wages = [], [], []
for r in places:
    region, employed = r[0], population[r[0]] * rng.uniform(0.40, 0.46)
    shares = {part[0]: float(part[1:]) * rng.uniform(0.8, 1.2) for part in PROFILES[character[region]].split()}
    total = sum(shares.values())
    for section, share in shares.items():
        before = employed * share / total
        growth = GROWTH[section] + rng.gauss(0, 0.015) + (0.012 if character[region] == "industri" and section == "C" else 0)
        employment += [[region, section, 2014, round(before)], [region, section, 2017, round(before * (1 + growth) ** 3)]]
    rate = {"industri": 9.5, "tekstil": 8.0, "tani": 6.8, "campuran": 8.6, "kota": 8.3, "wisata": 5.0}[character[region]] + rng.gauss(0, 0.9)
    for year in (2016, 2017):
        unemployment.append([region, year, round(rate + (2017 - year) * 0.3, 2), round(employed / (1 - rate / 100))])
    base = {"industri": 3.55, "tekstil": 2.68, "tani": 1.75, "campuran": 2.9, "kota": 2.9, "wisata": 1.7}[character[region]]
    for year in (2017, 2018):
        wages.append([region, year, round(base * rng.uniform(0.94, 1.06) * 1e6 * (1.087 if year == 2018 else 1), -2)])
for code, wage in (("31", 3648000), ("32", 1544400), ("36", 2099400)):
    wages.append([code, 2018, wage])
write("employment", ["region_code", "industry_code", "year", "persons"], employment)
write("unemployment", ["region_code", "year", "rate_percent", "labour_force"], unemployment)
write("wages", ["region_code", "year", "monthly_rupiah"], [[a, b, int(c)] for a, b, c in wages])

FIELDS = {"Teknik Pemesinan": 8, "Teknik Kendaraan Ringan": 12, "Teknik Sepeda Motor": 10, "Teknik Pengelasan": 2, "Teknik Instalasi Tenaga Listrik": 5,
          "Teknik Pendingin dan Tata Udara": 1.5, "Teknik Elektronika Industri": 4, "Teknik Komputer dan Jaringan": 14, "Rekayasa Perangkat Lunak": 5,
          "Multimedia": 6, "Tata Busana": 3, "Tata Boga": 4, "Tata Kecantikan": 1, "Akomodasi Perhotelan": 4, "Usaha Perjalanan Wisata": 1, "Akuntansi": 11,
          "Administrasi Perkantoran": 12, "Pemasaran": 6, "Teknik Konstruksi Bangunan": 1, "Desain Pemodelan dan Informasi Bangunan": 1.5,
          "Agribisnis Tanaman": 2, "Agribisnis Pengolahan Hasil Pertanian": 1.5, "Budidaya Perikanan": 1, "Teknik Furnitur": 0.5}
graduates = []
for r in places:
    if r[0] == "31.01":
        continue
    for field, share in FIELDS.items():
        leavers = population[r[0]] * 0.0068 * share / sum(FIELDS.values()) * rng.uniform(0.6, 1.4)
        for year in (2016, 2017):
            graduates.append([r[0], "SMK", field, year, round(leavers * (0.97 if year == 2016 else 1))])
        if rng.random() < 0.35:
            graduates.append([r[0], "LPK", field, 2017, round(leavers * rng.uniform(0.05, 0.3))])
write("graduates", ["region_code", "provider", "field", "year", "leavers"], graduates)

JOBS = """7212|Welder;Tukang Las;Juru Las SMAW;Welder GMAW|C|1.15|9
7223|Operator CNC;Operator Mesin Bubut;CNC Programmer|C|1.2|8
7231|Mekanik Mobil;Mekanik Motor;Teknisi Otomotif|G|1.0|9
7233|Teknisi Maintenance;Teknisi Mesin;Maintenance Technician|C|1.2|10
7411|Electrician;Electrician Gedung|F|1.05|4
7412|Teknisi Listrik;Electrical Technician;Teknisi Electrical|C|1.15|6
7127|Teknisi AC;AC Technician;Teknisi HVAC|S|1.0|5
7422|Teknisi Jaringan;Teknisi Fiber Optic;Teknisi Komputer|J|1.05|5
7421|Teknisi Elektronik;Teknisi HP|S|0.9|3
8153|Operator Jahit|C|0.95|12
7531|Penjahit|C|0.9|5
7532|Pattern Maker|C|1.15|2
8189|Operator Produksi|C|1.05|22
8344|Operator Forklift|H|1.1|5
8332|Driver Truk;Driver Tronton|H|1.1|6
8322|Driver;Supir Pribadi|H|0.95|6
9621|Kurir|H|0.9|6
4321|Staff Gudang;Admin Gudang;Checker|H|0.98|10
4110|Staff Administrasi;Admin Kantor;Staff Admin|M|0.95|10
4311|Admin Accounting;Account Receivable|M|1.05|4
3313|Staff Accounting;Staff Finance|M|1.15|6
5223|Pramuniaga;Crew Store|G|0.9|10
5230|Kasir|G|0.9|6
5120|Cook;Juru Masak|I|0.98|6
5131|Waiter;Waitress|I|0.85|7
5132|Barista|I|0.92|3
7512|Baker|I|0.95|2
9112|Housekeeping;Cleaning Service|N|0.85|6
4224|Front Office|I|1.0|2
5414|Security;Satpam|N|0.95|6
2166|Desain Grafis;Graphic Designer|J|1.05|4
2514|Programmer|J|1.5|4
2513|Web Developer;Frontend Developer|J|1.5|3
3512|IT Support;Technical Support|J|1.15|4
3118|Drafter;Drafter Arsitek|M|1.1|4
3123|Pengawas Lapangan;Pelaksana Proyek|F|1.4|3
7543|Quality Control;QC Inspector|C|1.1|7
3122|Supervisor Produksi|C|1.7|3
3322|Sales Executive;Sales Lapangan;Salesman|G|1.0|12
4222|Call Center;Customer Care|N|1.0|4
8342|Operator Alat Berat;Operator Excavator|F|1.3|2
7222|Tool Maker;Mold Maker|C|1.35|2
8142|Operator Injection Molding|C|1.05|3
3331|Staff Export Import;PPJK|H|1.2|2"""
jobs = [line.split("|") for line in JOBS.splitlines()]
umk = {a: c for a, b, c in wages if b == 2017}
WEIGHT = {"industri": 2.2, "kota": 1.4, "tekstil": 1.2, "campuran": 1.0, "tani": 0.45, "wisata": 0.6}


def written(region):
    """The place as somebody would write it."""
    name = name_of[region]
    bare = name.replace("Kabupaten ", "").replace("Kota ", "")
    if name.startswith("Kabupaten"):
        return rng.choice(["Kab. " + bare, name, "Kabupaten " + bare])
    return rng.choice(["Kota " + bare, bare]) if not name.startswith("Jakarta") else name


vacancies, employers = [], [f"PT {a} {b} {c}" for a in ("Contoh", "Misal", "Umpama", "Teladan") for b in ("Jaya", "Makmur", "Sentosa", "Abadi", "Mandiri", "Prima")
                            for c in ("Industri", "Logam", "Niaga", "Jasa", "Utama", "Karya", "Boga", "Tekstil")]
weights_places = [population[r[0]] * WEIGHT[character[r[0]]] for r in places]
while len(vacancies) < 6000:
    region = rng.choices(places, weights_places)[0][0]
    profile = {part[0]: float(part[1:]) for part in PROFILES[character[region]].split()}
    job = rng.choices(jobs, [float(j[4]) * (0.3 + profile.get(j[2], 1) / 15) for j in jobs])[0]
    title = rng.choice(job[1].split(";"))
    pay = "" if rng.random() < 0.25 else int(round(umk[region] * float(job[3]) * rng.uniform(0.85, 1.3), -4))
    first = datetime.date(2017, 1, 1) + datetime.timedelta(days=rng.randrange(365))
    place = written(region) if rng.random() < 0.97 else rng.choice(["Jawa Barat", "Banten", "Jabodetabek", "Indonesia"])
    openings = rng.choice(["", "", "", 1, 2, 3, 5, 10]) if job[0] in ("8189", "8153", "7212", "4321") else ""
    row = [title, rng.choice(employers), place, pay, first, openings, job[2] if rng.random() < 0.7 else ""]
    vacancies.append(row)
    for _ in range(rng.choice([0, 0, 0, 1, 1, 2, 5])):  # repeated within its window
        again = first + datetime.timedelta(days=rng.randrange(40))
        if again.year == 2017:
            vacancies.append(row[:4] + [again] + row[5:])
vacancies.sort(key=lambda row: (row[4], row[0], row[1]))
write("vacancies", ["title", "employer", "place", "monthly_pay", "posted_on", "openings", "industry_code"], [r[:4] + [r[4].isoformat()] + r[5:] for r in vacancies])

surveys = []
for number in range(1, 61):
    region = rng.choices(places, weights_places)[0][0]
    job = rng.choice([j for j in jobs if j[2] in "CFHI"])
    surveys.append([f"SRV-2017-{number:03d}", region, job[0], job[2], 2017, rng.randint(5, 120), rng.choice(employers)])
write("surveys", ["survey_code", "region_code", "occupation_code", "industry_code", "year", "hires_per_year", "employer"], surveys)

# Money for packages: about what each BLK's departments can run, some more, some less; drawn apart, so that other files stay as they are.
rng = random.Random(2018)
budgets = []
for blk, kind in [(b[0], b[2]) for b in blks]:
    packages = {"BBPLK": rng.randint(95, 110), "UPTP": rng.randint(60, 80), "UPTD": rng.randint(24, 48), "Komunitas": rng.randint(8, 14)}[kind]
    budgets.append([blk, "blk", 2018, packages * 64_000_000])
budgets.append(["BBPLK-BKS", "network", 2018, int(sum(b[3] for b in budgets) * 97 // 100)])
write("budgets", ["blk_code", "scope", "year", "rupiah"], budgets)
