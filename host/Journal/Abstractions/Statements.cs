using Hub.Canonical.Messages;

namespace Hub.Journal;

/// <summary>
/// The files of row-level reconciliation (infno 3202): a ZIP with one TXT, TAB separated, UTF-8, without a header, empty
/// values written <c>null</c>. Pure; owned by the adapter that knows the format. Reading never throws on bad input and
/// never unpacks more than its limits: it says what is wrong and in which line.
/// </summary>
public interface IStatementCodec
{
    /// <summary>Reads an uploaded statement (7 columns).</summary>
    StatementReading ReadStatement(ReadOnlyMemory<byte> archive);

    /// <summary>Writes our statement for upload to the core (7 columns). The same rows give the same bytes.</summary>
    ReadOnlyMemory<byte> WriteStatement(string entryName, IReadOnlyList<StatementRow> rows);

    /// <summary>Reads the core's result file (10 columns).</summary>
    ComparedReading ReadCompared(ReadOnlyMemory<byte> archive);

    /// <summary>Writes a result file (10 columns). The same rows give the same bytes.</summary>
    ReadOnlyMemory<byte> WriteCompared(string entryName, IReadOnlyList<ComparedRow> rows);
}

/// <summary>Rows in the order of the file, or what is wrong with it.</summary>
/// <param name="Rows">Empty when there is an error.</param>
/// <param name="Error">Null when readable; else line, column and rule, at most 150 characters, no personal data.</param>
public sealed record StatementReading(IReadOnlyList<StatementRow> Rows, string? Error);

/// <summary>Rows in the order of the file, or what is wrong with it.</summary>
/// <param name="Rows">Empty when there is an error.</param>
/// <param name="Error">Null when readable; else line, column and rule, at most 150 characters, no personal data.</param>
public sealed record ComparedReading(IReadOnlyList<ComparedRow> Rows, string? Error);
