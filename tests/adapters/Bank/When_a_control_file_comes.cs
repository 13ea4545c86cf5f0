using System.Text;
using Hub.Canonical;
using Hub.Certs.Registry;
using Hub.Certs.Signatures;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests;

public sealed class When_a_control_file_comes
{
    private const string Name = "RET_" + Banks.Batch + "_1.txt";
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly ContentKey Content = new(new string('a', 64), new string('b', 64), 2_143);
    private static readonly SigningKey BankKey = Banks.Key("banka-2026");
    private static readonly SigningKey OldKey = Banks.Key("banka-2024");
    private static readonly SigningKey RevokedKey = Banks.Key("banka-lost");
    private static readonly SigningKey OtherKey = Banks.Key("bankb-2026");

    [Fact]
    public void Should_take_the_banks_word() => Verify(Control());

    [Fact]
    public void Should_take_a_statements_negative_total() => Verify(Control(total: "-12.05"));

    [Fact]
    public void Should_say_what_the_hub_sends()
    {
        using var key = Banks.Key();
        using var format = new BankFormat(Banks.Connection("text-delimited"), Profiles.BankProfileLoader.Shipped("text-delimited"), key, () => Registry());
        var header = Banks.Header([Banks.Line(1)]) with { Count = 12, Total = new Money(10_234_50) };
        var control = format.Seal(header, Content);
        Assert.Equal($"PAY_{Banks.Batch}.txt.ok", control.Name);
        var text = Encoding.UTF8.GetString(control.Content.Span);
        var signed = $"HUB-CONTROL 1\nfile=PAY_{Banks.Batch}.txt\nbytes=2143\ncount=12\ntotal=10234.50\nsha256={Content.Sha256}\nsm3={Content.Sm3}\nkey=hub-2026\n";
        Assert.StartsWith(signed + "signature=", text, StringComparison.Ordinal);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.True(key.ToVerificationKey().Verify(Encoding.UTF8.GetBytes(signed), Convert.FromBase64String(text[(signed.Length + 10)..].TrimEnd('\n'))));
    }

    [Fact]
    public void Should_refuse_keys_that_are_not_the_banks_of_now()
    {
        Refused("BNK-1106", Control(OtherKey));
        Refused("BNK-1106", Control(RevokedKey));
        Refused("BNK-1106", Control(OldKey));
        Refused("BNK-1106", Control(BankKey, keyId: "nobody"));
        Refused("BNK-1106", Control(BankKey, keyId: ""));
        Refused("BNK-1106", Control(), Registry(status: "suspended"));
        Refused("BNK-1106", Control(), Registry(kind: "hospital"));
        Refused("BNK-1106", Control(), PartnerRegistry.Empty);
        Verify(Control(OldKey), at: Now.AddYears(-1));
    }

    [Fact]
    public void Should_refuse_what_another_key_signed() => Refused("BNK-1107", Control(OtherKey, keyId: "banka-2026"));

    [Fact]
    public void Should_refuse_what_is_not_this_file()
    {
        Refused("BNK-1103", Control(file: "RET_" + Banks.Batch + "_2.txt"));
        Refused("BNK-1104", Control(bytes: "2144"));
        Refused("BNK-1105", Control(sha256: new string('c', 64)));
        Refused("BNK-1105", Control(sm3: new string('c', 64)));
    }

    [Theory]
    [InlineData("HUB-CONTROL 1", "HUB-CONTROL 2")]
    [InlineData("bytes=2143", "bytes=02143")]
    [InlineData("bytes=2143", "bytes=+2143")]
    [InlineData("bytes=2143", "bytes= 2143")]
    [InlineData("bytes=2143", "bytes=9999999999999999999999")]
    [InlineData("count=12", "count=-12")]
    [InlineData("count=12", "count=99999999999")]
    [InlineData("total=10.50", "total=10.5")]
    [InlineData("total=10.50", "total=010.50")]
    [InlineData("total=10.50", "total=+10.50")]
    [InlineData("total=10.50", "total=-0.00")]
    [InlineData("total=10.50", "total=10.500")]
    [InlineData("total=10.50", "total=1e1.50")]
    [InlineData("sha256=aaaa", "sha256=AAAA")]
    [InlineData("count=12\n", "")]
    [InlineData("count=12\n", "count=12\ncount=12\n")]
    [InlineData("count=12\n", "count=12\n\n")]
    [InlineData("count=12\n", "count=12\r\n")]
    [InlineData("count=12\n", "count=12\nnote=x\n")]
    [InlineData("key=", "Key=")]
    public void Should_have_one_way_of_writing(string from, string to)
    {
        var text = Encoding.ASCII.GetString(Control());
        Assert.Contains(from, text, StringComparison.Ordinal);
        Refused("BNK-1102", Encoding.ASCII.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));
    }

    [Fact]
    public void Should_refuse_bytes_that_are_no_control_file()
    {
        var sound = Control();
        Refused("BNK-1102", []);
        Refused("BNK-1102", sound[..^1]);
        Refused("BNK-1102", [.. sound, (byte)'\n']);
        Refused("BNK-1102", [0xEF, 0xBB, 0xBF, .. sound]);
        Refused("BNK-1102", [.. sound[..^1], (byte)'=', (byte)'\n']);
        Refused("BNK-1101", new byte[70_000]);
        for (var i = 0; i < sound.Length; i++)
        {
            var changed = (byte[])sound.Clone();
            changed[i] ^= 1;
            Refused("BNK-1", changed);
        }
    }

    private static byte[] Control(
        SigningKey? key = null, string? keyId = null, string file = Name, string bytes = "2143", string total = "10.50", string? sha256 = null, string? sm3 = null)
    {
        key ??= BankKey;
        var signed = $"HUB-CONTROL 1\nfile={file}\nbytes={bytes}\ncount=12\ntotal={total}\nsha256={sha256 ?? Content.Sha256}\nsm3={sm3 ?? Content.Sm3}\nkey={keyId ?? key.KeyId}\n";
        return Encoding.ASCII.GetBytes(signed + "signature=" + Convert.ToBase64String(key.Sign(Encoding.ASCII.GetBytes(signed))) + "\n");
    }

    private static PartnerRegistry Registry(string kind = "bank", string status = "active")
    {
        var json = $$"""
            { "version": 1, "partners": [
              { "id": "banka", "name": "示例银行", "kind": "{{kind}}", "status": "{{status}}", "keys": [
                {{Key(BankKey, "2026-01-01", "2028-01-01", "active")}}, {{Key(OldKey, "2024-01-01", "2026-01-01", "active")}}, {{Key(RevokedKey, "2026-01-01", "2028-01-01", "revoked")}} ] },
              { "id": "bankb", "name": "另一银行", "kind": "bank", "status": "active", "keys": [ {{Key(OtherKey, "2026-01-01", "2028-01-01", "active")}} ] }
            ] }
            """;
        return PartnerRegistry.Parse(Encoding.UTF8.GetBytes(json), "partners.json");

        static string Key(SigningKey key, string from, string to, string status) => $$"""
            { "keyId": "{{key.KeyId}}", "algorithm": "sm2-sm3", "encoding": "der", "publicKeyPem": "{{key.ToVerificationKey().ExportPem().Replace("\n", "\\n", StringComparison.Ordinal)}}",
              "notBefore": "{{from}}T00:00:00+08:00", "notAfter": "{{to}}T00:00:00+08:00", "status": "{{status}}" }
            """;
    }

    private static void Verify(byte[] control, PartnerRegistry? registry = null, DateTimeOffset? at = null)
    {
        using var format = Banks.Format("text-delimited", registry: registry ?? Registry());
        format.VerifyControl(new BankFileName(Name, BankFileKind.Return, Name + ".ok"), control, Content, at ?? Now);
    }

    private static void Refused(string code, byte[] control, PartnerRegistry? registry = null) =>
        Assert.StartsWith(code, Assert.Throws<BankFileException>(() => Verify(control, registry)).Rule, StringComparison.Ordinal);
}
