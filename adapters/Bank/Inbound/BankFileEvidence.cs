using System.Text.Json;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Inbound;

/// <summary>
/// A bank's file as a received message: its receipt proves for ever what was fetched, under which name, and what was decided. The bytes
/// themselves are in the content store; the message holds name, digests, length and the control file. Pure.
/// </summary>
internal static class BankFileEvidence
{
    /// <summary>Algorithm of control files' signatures, as leaves name it.</summary>
    private const string Algorithm = "sm2-sm3";

    private const int NameMax = 100;

    public static Intake Of(string bank, BankFileName name, ContentKey content, ReadOnlyMemory<byte> control, string? reason, DateTimeOffset now)
    {
        var decision = reason is null ? Decision.Accepted : Decision.Quarantined;
        var key = reason is null ? ControlLines.Key(control) : "";
        return new Intake
        {
            Partner = bank,
            Channel = BankAdapter.Channel,
            Kind = KindOf(name.Kind),
            Key = (name.Name.Length > NameMax ? name.Name[..NameMax] : name.Name) + ":" + content.Sha256[..16],
            ContentDigest = Convert.FromHexString(content.Sha256),
            Raw = JsonSerializer.SerializeToUtf8Bytes(
                new { file = name.Name, content.Sha256, content.Sm3, content.Length, control = control.ToArray() }, JsonSerializerOptions.Web),
            ReceivedAt = now,
            Decision = decision,
            Answer = JsonSerializer.SerializeToUtf8Bytes(
                new { file = name.Name, content.Sha256, decision = decision.ToString(), reason }, JsonSerializerOptions.Web),
            Reason = reason,
            SignatureAlgorithm = key.Length == 0 ? "" : Algorithm,
            SignatureKeyId = key,
        };
    }

    private static string KindOf(BankFileKind kind) => kind switch
    {
        BankFileKind.Return => "RET",
        BankFileKind.Statement => "STM",
        _ => "NTF",
    };
}
