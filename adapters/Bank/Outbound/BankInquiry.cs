using System.Security.Cryptography;
using Hub.Adapters.Sftp;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Outbound;

/// <summary>Looks what stands under a file's names at the bank. Changes nothing.</summary>
internal static class BankInquiry
{
    public static async Task<PaymentFilePresence> LookAsync(ISftpSession session, BankPlace place, FileManifest file, CancellationToken cancel)
    {
        switch (await RemoteFile.CompareAsync(session, place.In(file.Name), file.Length, file.Sha256, cancel).ConfigureAwait(false))
        {
            case Likeness.Absent:
                // Absent is proven only without our mark: with it, both files stood there and the bank has taken them.
                return await session.StatAsync(place.Archive(file.MarkName), cancel).ConfigureAwait(false) is null
                    ? PaymentFilePresence.Absent
                    : PaymentFilePresence.Taken;
            case Likeness.Other:
                return PaymentFilePresence.Other;
            default:
                break;
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(file.Control));
        return await RemoteFile.CompareAsync(session, place.In(file.ControlName), file.Control.Length, digest, cancel).ConfigureAwait(false) switch
        {
            Likeness.Same => PaymentFilePresence.Same,
            Likeness.Absent => PaymentFilePresence.WithoutControl,
            _ => PaymentFilePresence.Other,
        };
    }
}
