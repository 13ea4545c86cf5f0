using Npgsql;
using NpgsqlTypes;

namespace Hub.Journal.Store;

/// <summary>Columns of many rows as array parameters, so that one statement writes them all.</summary>
internal static class Columns
{
    public static NpgsqlParameter Longs(IEnumerable<long> values) => Of(values.ToArray(), NpgsqlDbType.Bigint);

    public static NpgsqlParameter Longs(IEnumerable<long?> values) => Of(values.ToArray(), NpgsqlDbType.Bigint);

    public static NpgsqlParameter Ints(IEnumerable<int> values) => Of(values.ToArray(), NpgsqlDbType.Integer);

    public static NpgsqlParameter Ints(IEnumerable<int?> values) => Of(values.ToArray(), NpgsqlDbType.Integer);

    public static NpgsqlParameter Shorts(IEnumerable<short> values) => Of(values.ToArray(), NpgsqlDbType.Smallint);

    public static NpgsqlParameter Texts(IEnumerable<string?> values) => Of(values.ToArray(), NpgsqlDbType.Text);

    public static NpgsqlParameter Bytes(IEnumerable<byte[]?> values) => Of(values.ToArray(), NpgsqlDbType.Bytea);

    public static NpgsqlParameter Times(IEnumerable<DateTimeOffset> values) => Of(values.Select(v => v.UtcDateTime).ToArray(), NpgsqlDbType.TimestampTz);

    public static NpgsqlParameter LocalTimes(IEnumerable<DateTime> values) =>
        Of(values.Select(v => DateTime.SpecifyKind(v, DateTimeKind.Unspecified)).ToArray(), NpgsqlDbType.Timestamp);

    public static NpgsqlParameter Days(IEnumerable<DateOnly> values) => Of(values.ToArray(), NpgsqlDbType.Date);

    public static NpgsqlParameter Flags(IEnumerable<bool> values) => Of(values.ToArray(), NpgsqlDbType.Boolean);

    public static NpgsqlParameter Flag(bool value) => new NpgsqlParameter<bool> { TypedValue = value };

    public static NpgsqlParameter One(long value) => new NpgsqlParameter<long> { TypedValue = value };

    public static NpgsqlParameter One(int value) => new NpgsqlParameter<int> { TypedValue = value };

    public static NpgsqlParameter One(short value) => new NpgsqlParameter<short> { TypedValue = value };

    public static NpgsqlParameter One(string value) => new NpgsqlParameter<string> { TypedValue = value };

    public static NpgsqlParameter One(byte[] value) => new NpgsqlParameter<byte[]> { TypedValue = value };

    public static NpgsqlParameter One(ReadOnlyMemory<byte> value) => new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = value };

    public static NpgsqlParameter One(DateOnly value) => new NpgsqlParameter<DateOnly> { TypedValue = value };

    public static NpgsqlParameter One(DateTimeOffset value) =>
        new NpgsqlParameter<DateTime> { TypedValue = value.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

    public static NpgsqlParameter LocalTime(DateTime value) =>
        new() { Value = DateTime.SpecifyKind(value, DateTimeKind.Unspecified), NpgsqlDbType = NpgsqlDbType.Timestamp };

    public static NpgsqlParameter Maybe(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Maybe(long? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };

    private static NpgsqlParameter Of(object array, NpgsqlDbType element) => new() { Value = array, NpgsqlDbType = NpgsqlDbType.Array | element };

    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    public static NpgsqlCommand Query(NpgsqlConnection connection, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
