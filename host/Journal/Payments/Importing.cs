using Npgsql;
using NpgsqlTypes;

namespace Hub.Journal.Payments;

/// <summary>Columns that may be empty, in a binary copy.</summary>
internal static class Importing
{
    public static Task TextAsync(this NpgsqlBinaryImporter writer, string? value, CancellationToken cancellationToken) => value is null
        ? writer.WriteNullAsync(cancellationToken)
        : writer.WriteAsync(value, NpgsqlDbType.Text, cancellationToken);
}
