using System.Security.Cryptography;
using System.Text.Json;
using Hub.Journal;
using Hub.Journal.Payments;

namespace Hub.Routes.Payment;

/// <summary>
/// What the hub asks of itself about payment files, as the journal takes it in. The same release again, from a sweep or another node, is the
/// same message and has no effect. Pure.
/// </summary>
public static class PaymentIntakes
{
    /// <summary>Sender of what the hub asks of itself.</summary>
    public const string Self = "hub";

    /// <summary>Channel of what the hub asks of itself.</summary>
    public const string Channel = "local";

    /// <summary>Kind of the message that starts a delivery.</summary>
    public const string ReleaseKind = "release-file";

    /// <summary>Kind of the message that tries a stopped delivery again.</summary>
    public const string ResumeKind = "resume-file";

    /// <summary>The case of a file's delivery.</summary>
    public static string CaseOf(string file) => "payment-file:" + file;

    /// <summary>The message of a released file.</summary>
    /// <param name="file">From the book, released.</param>
    /// <param name="cutOff">When a person is called; no part of the identity, so a later sweep may state another.</param>
    /// <param name="now">When it is handed in.</param>
    public static Intake Release(SealedFile file, DateTimeOffset cutOff, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(file);
        var manifest = new { file = file.Id, file.Bank, file.Name, file.Content.Sha256, file.Content.Length };
        return Of(ReleaseKind, file.Id, file.Id, now, manifest, new PaymentFileReleased
        {
            File = file.Id,
            Bank = file.Bank,
            Name = file.Name,
            Sha256 = file.Content.Sha256,
            Sm3 = file.Content.Sm3,
            Length = file.Content.Length,
            ControlName = file.Control.Name,
            Control = file.Control.Content,
            CutOff = cutOff,
        });
    }

    /// <summary>The message of a person who lets a stopped file be tried again.</summary>
    /// <param name="file">Batch number.</param>
    /// <param name="order">What makes this order one of its own, at most 80 characters: the same again has no effect.</param>
    /// <param name="now">When it is handed in.</param>
    public static Intake Resume(string file, string order, DateTimeOffset now) =>
        Of(ResumeKind, file + ":" + order, file, now, new { file, order }, new ResumePaymentFile(file));

    private static Intake Of<TManifest>(string kind, string key, string file, DateTimeOffset now, TManifest manifest, object message)
    {
        var raw = JsonSerializer.SerializeToUtf8Bytes(manifest, JsonSerializerOptions.Web);
        return new Intake
        {
            Partner = Self,
            Channel = Channel,
            Kind = kind,
            Key = key,
            ContentDigest = SHA256.HashData(raw),
            Raw = raw,
            ReceivedAt = now,
            Decision = Decision.Accepted,
            Case = CaseReference.Of(CaseOf(file)),
            Message = message,
        };
    }
}
