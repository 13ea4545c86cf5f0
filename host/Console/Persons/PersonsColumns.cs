namespace Hub.Console.Persons;

/// <summary>Columns of a list of payments to persons, by the names of its header.</summary>
internal sealed class PersonsColumns
{
    internal const string Serial = "serial";
    internal const string Party = "party";
    internal const string Holder = "holder";
    internal const string PersonName = "personName";
    internal const string Account = "account";
    internal const string BankName = "bankName";
    internal const string LineNumber = "lineNumber";
    internal const string Amount = "amount";
    internal const string Purpose = "purpose";
    internal const string Memo = "memo";
    internal const string Repeats = "repeats";

    private static readonly string[] Required = [Serial, Party, Holder, PersonName, Account, Amount];
    private static readonly string[] Known = [.. Required, BankName, LineNumber, Purpose, Memo, Repeats];

    private readonly Dictionary<string, int> places;

    private PersonsColumns(Dictionary<string, int> places) => this.places = places;

    internal int Count => places.Count;

    /// <summary>Reads the header; problems are added and null given when it does not hold.</summary>
    internal static PersonsColumns? Read(IReadOnlyList<string> header, List<LineProblem> problems)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Count; i++)
        {
            if (!Known.Contains(header[i]))
            {
                var name = header[i].Length <= 20 && header[i].All(char.IsAsciiLetterOrDigit) ? header[i] : "";
                problems.Add(new(1, name, "the header names a column that is not known", "write only " + string.Join(", ", Known)));
            }
            else if (!places.TryAdd(header[i], i))
            {
                problems.Add(new(1, header[i], "the header names the column twice", "name it once"));
            }
        }

        problems.AddRange(Required.Where(name => !places.ContainsKey(name)).Select(name => new LineProblem(1, name, "the header lacks the column", "add it")));
        return problems.Count == 0 ? new PersonsColumns(places) : null;
    }

    /// <summary>Value of a column in a line; empty when the header does not have it.</summary>
    internal string Of(List<string> values, string column) => places.TryGetValue(column, out var place) ? values[place] : "";
}
