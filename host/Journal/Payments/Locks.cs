using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Hub.Canonical;
using Hub.Journal.Store;

namespace Hub.Journal.Payments;

/// <summary>
/// What may not be done twice at the same time, as advisory locks that end with the transaction. Taken in the order of this file, so that
/// nobody waits for each other. The keys of the tables hold without them; the locks make the second caller wait instead of fail.
/// </summary>
internal static class Locks
{
    /// <summary>Clearing: all institutions.</summary>
    public static Task ClearingAsync(BookTransaction book, CancellationToken cancellationToken) => LockAsync(book, "clearing", false, cancellationToken);

    /// <summary>Taking lists: serials are looked up before they are written.</summary>
    public static Task ListsAsync(BookTransaction book, CancellationToken cancellationToken) => LockAsync(book, "lists", false, cancellationToken);

    /// <summary>Ordering payments again: looks at answers and bookings, so no file of a bank may be applied meanwhile.</summary>
    public static Task RepetitionAsync(BookTransaction book, CancellationToken cancellationToken) => LockAsync(book, "answers", false, cancellationToken);

    /// <summary>Applying a file of a bank: one of a bank at a time, and none while payments are ordered again.</summary>
    public static async Task ApplyingAsync(BookTransaction book, string bank, CancellationToken cancellationToken)
    {
        await LockAsync(book, "answers", true, cancellationToken).ConfigureAwait(false);
        await LockAsync(book, "answers:" + bank, false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Choosing payments of a kind for a file.</summary>
    public static Task ChoosingAsync(BookTransaction book, PaymentKind kind, CancellationToken cancellationToken) =>
        LockAsync(book, "choosing:" + kind, false, cancellationToken);

    /// <summary>Numbering the files of a bank.</summary>
    public static Task NumberingAsync(BookTransaction book, string bank, CancellationToken cancellationToken) =>
        LockAsync(book, "numbering:" + bank, false, cancellationToken);

    /// <summary>Noting files that a bank has put out.</summary>
    public static Task ArrivalAsync(BookTransaction book, string bank, CancellationToken cancellationToken) =>
        LockAsync(book, "arrival:" + bank, false, cancellationToken);

    /// <summary>Versions of a payee.</summary>
    public static Task PayeeAsync(BookTransaction book, string party, CancellationToken cancellationToken) =>
        LockAsync(book, "payee:" + party, false, cancellationToken);

    private static async Task LockAsync(BookTransaction book, string name, bool shared, CancellationToken cancellationToken)
    {
        var key = BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("hub-payments:" + name)));
        await book.ExecuteAsync(
            shared ? "select pg_advisory_xact_lock_shared($1)" : "select pg_advisory_xact_lock($1)", cancellationToken, Columns.One(key))
            .ConfigureAwait(false);
    }
}
