using Hub.Adapters.Bank.Profiles;
using Hub.Adapters.Bank.Wire;
using Hub.Canonical;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests;

/// <summary>Synthetic banks and payments.</summary>
internal static class Banks
{
    internal const string Id = "banka";
    internal const string Batch = "BANKA202611280001";
    internal const string Bureau = "430100";
    internal const string BankType = "105";
    internal const string Account = "43001506068052500123";
    internal const string Holder = "星城市医疗保障事务中心";

    internal static readonly DateTime Created = new(2026, 11, 28, 16, 30, 5);

    internal static BankConnection Connection(string profile) => new()
    {
        Id = Id,
        Profile = profile,
        BureauCode = Bureau,
        BankTypeCode = BankType,
        Payer = new() { Number = Account, Holder = Holder, BankName = "中国建设银行星城分行", LineNumber = "105100000017" },
        Limits = new() { LinesMax = 1_000_000, LineFenMax = 100_000_000_000, FileFenMax = 100_000_000_000_000_000 },
        SigningKeyFile = "hub.pem",
        SigningKeyId = "hub-2026",
        Sftp = new() { Host = "127.0.0.1", User = "hub", IdentityFile = "id", KnownHostsFile = "known" },
    };

    internal static SigningKey Key(string id = "hub-2026") => SigningKey.Generate(new KeyDescription { KeyId = id, Algorithm = SignatureAlgorithm.Sm2Sm3 });

    internal static BankFormat Format(string profile, Func<BankProfile, BankProfile>? change = null, Action<BankConnection>? connect = null, PartnerRegistry? registry = null)
    {
        var connection = Connection(profile);
        connect?.Invoke(connection);
        var shipped = BankProfileLoader.Shipped(profile);
        return new BankFormat(connection, change?.Invoke(shipped) ?? shipped, Key(), () => registry ?? PartnerRegistry.Empty);
    }

    internal static PaymentLine Line(int number, string name = "张示例", long fen = 123_45, string? bankName = null, string? lineNumber = "102100099996", string memo = "医保结算款") => new()
    {
        Number = number,
        Serial = $"P20261128{number:00000000}",
        Party = "H43010000001",
        Payee = new BankAccount { Number = "6222020000000000000", Holder = name, BankName = bankName ?? "中国工商银行示例支行", LineNumber = lineNumber },
        Amount = new Money(fen),
        Purpose = "YL01",
        Memo = memo,
    };

    internal static PaymentFileHeader Header(IReadOnlyCollection<PaymentLine> lines, PaymentKind kind = PaymentKind.PayInstitution) => new()
    {
        BatchNumber = Batch,
        Kind = kind,
        BusinessDay = new DateOnly(2026, 11, 28),
        FileNumber = 1,
        CreatedAt = Created,
        RequestedOn = new DateOnly(2026, 11, 29),
        Count = lines.Count,
        Total = new Money(lines.Sum(line => line.Amount.Fen)),
    };

    internal static async Task<byte[]> WriteAsync(BankFormat format, IReadOnlyCollection<PaymentLine> lines, PaymentKind kind = PaymentKind.PayInstitution)
    {
        var output = new MemoryStream();
        await format.WriteAsync(output, Header(lines, kind), lines.ToAsyncEnumerable(), TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    internal static async Task<List<WireRecord>> ReadBackAsync(BankFormat format, byte[] file)
    {
        var read = new List<WireRecord>();
        await foreach (var record in format.ReadPaymentsAsync(new MemoryStream(file), TestContext.Current.CancellationToken))
        {
            read.Add(record);
        }

        return read;
    }

    internal static async Task<List<BankFileRecord>> ReadAsync(BankFormat format, byte[] file, BankFileName name)
    {
        var read = new List<BankFileRecord>();
        await foreach (var record in format.ReadAsync(name, new MemoryStream(file), TestContext.Current.CancellationToken))
        {
            read.Add(record);
        }

        return read;
    }

    internal static BankFileName Name(BankFileKind kind, string extension = ".txt") => kind switch
    {
        BankFileKind.Return => new("RET_" + Batch + "_1" + extension, kind, "RET_" + Batch + "_1" + extension + ".ok"),
        BankFileKind.Statement => new("STM_20261129_1" + extension, kind, "STM_20261129_1" + extension + ".ok"),
        _ => new("NTF_20261129_1" + extension, kind, "NTF_20261129_1" + extension + ".ok"),
    };
}
