using System.Globalization;
using System.Text.Json;
using Hub.Simulators.Core.Benefit;
using Hub.Simulators.Core.Books;
using Hub.Simulators.Core.Files;
using Hub.Simulators.Core.Wire;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Core;

/// <summary>Everything the core remembers. All access happens under <see cref="CoreSimulator"/>'s lock.</summary>
internal sealed class CoreState : IDisposable
{
    private readonly Dictionary<string, Encounter> _encounters = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), Encounter> _admissions = [];
    private readonly Dictionary<long, string> _certNumbers = [];
    private readonly HashSet<(string, string)> _reversedMessages = [];
    private long _serial;

    public CoreState(CoreOptions options)
    {
        Options = options;
        Population = new Population(options.Seed, options.Division);
        Files = new FileShelf(options.FileBytesMax);
        Books = new CoreBooks(options.BooksFile is null ? null : new BooksFile(options.BooksFile, options.BooksFlushInterval, options.Clock));
    }

    public CoreOptions Options { get; }

    public Population Population { get; }

    public CoreBooks Books { get; }

    public FileShelf Files { get; }

    public Dictionary<string, string> SignIns { get; } = new(StringComparer.Ordinal);

    public IEnumerable<Encounter> Encounters => _encounters.Values;

    /// <summary>China's wall clock.</summary>
    public DateTime Now => ChinaTime.Now(Options.Clock);

    /// <summary>A new id: division, kind digit, day, serial; 25 digits.</summary>
    public string NextId(char kind)
        => string.Create(CultureInfo.InvariantCulture, $"{Options.Division}{kind}{Now:yyyyMMdd}{++_serial:0000000000}");

    /// <summary>The person of an input node by <c>psn_no</c>, or a refusal.</summary>
    public Person PersonOf(JsonElement node)
    {
        Person person = Population.ByPsnNo(node.Required("psn_no")) ?? throw new CoreRefusalException("未查询到人员参保信息");
        if (person.CertNo.Length > 0)
        {
            return person;
        }
        string certNo = node.Text("certno");
        if (certNo.Length == 0 && !_certNumbers.TryGetValue(person.Number, out certNo!))
        {
            return person;
        }
        Person named = Population.ByCertNo(certNo);
        return named.Number == person.Number ? named : person;
    }

    /// <summary>Keeps the certificate number of a person who is not of the made-up population, so that later answers can carry it.</summary>
    public void Remember(Person person)
    {
        if (!person.CertNo.StartsWith("9900", StringComparison.Ordinal))
        {
            _certNumbers[person.Number] = person.CertNo;
        }
    }

    public void Open(Encounter encounter)
    {
        _encounters.Add(encounter.MdtrtId, encounter);
        if (encounter.Care == Care.Inpatient)
        {
            _admissions[(encounter.Institution, encounter.MsgId)] = encounter;
        }
    }

    /// <summary>The stay that this 2401 opened, or null.</summary>
    public Encounter? AdmittedBy(string institution, string msgId) => _admissions.GetValueOrDefault((institution, msgId));

    public Encounter? FindEncounter(string mdtrtId) => _encounters.GetValueOrDefault(mdtrtId);

    /// <summary>The encounter named by an input node; it must belong to the caller, the person and the kind of care.</summary>
    public Encounter EncounterOf(CoreRequest request, JsonElement node, Care care)
    {
        Encounter? encounter = FindEncounter(node.Required("mdtrt_id"));
        if (encounter is null || encounter.Institution != request.Institution || encounter.Care != care
            || encounter.Person.PsnNo != node.Required("psn_no"))
        {
            throw new CoreRefusalException("就诊信息不存在");
        }
        return encounter;
    }

    /// <summary>Remembers that a message was reversed, whether it had come or not.</summary>
    public void RememberReversal(string institution, string msgId) => _reversedMessages.Add((institution, msgId));

    /// <summary>True when the message was reversed before.</summary>
    public bool WasReversed(string institution, string msgId) => _reversedMessages.Contains((institution, msgId));

    public void Clear()
    {
        _encounters.Clear();
        _admissions.Clear();
        _certNumbers.Clear();
        _reversedMessages.Clear();
        SignIns.Clear();
        Files.Clear();
        Books.Clear();
    }

    public void Dispose() => Books.Dispose();
}
