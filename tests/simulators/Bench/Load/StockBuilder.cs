using System.Buffers;
using System.Text;
using Hub.Certs.Signatures;
using Hub.Simulators.Bench.Requests;
using Hub.Simulators.Institutions;
using Hub.Simulators.Processes;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Bench.Load;

/// <summary>Builds and signs requests before the clock starts, on all cores.</summary>
internal sealed class StockBuilder : IDisposable
{
    private const int BlockSize = 500;
    private readonly TownFile _town;
    private readonly Messages _messages;
    private readonly List<SigningKey> _keys = [];
    private readonly List<EnvelopeBuilder> _signed = [];
    private readonly List<EnvelopeBuilder> _unsigned = [];
    private long _persons;

    public StockBuilder(TownFile town, TimeProvider clock)
    {
        _town = town;
        _messages = new Messages(town.Seed, town.Division, clock);
        foreach (TownInstitution institution in town.Institutions)
        {
            SigningKey key = institution.LoadKey();
            var options = new InstitutionOptions
            {
                Code = institution.Code,
                Name = institution.Name,
                Division = town.Division,
                Url = new Uri("http://127.0.0.1/"),
                Clock = clock,
            };
            _keys.Add(key);
            _unsigned.Add(new EnvelopeBuilder(options));
            _signed.Add(new EnvelopeBuilder(options with { Scheme = SignatureScheme.Detached, Signer = new KeySigner(key) }));
        }
    }

    /// <summary>Requests that stand on their own, or, of a following kind, one for each encounter that <paramref name="before"/> opened.</summary>
    /// <param name="kind">What to build.</param>
    /// <param name="count">How many; the number of encounters limits it.</param>
    /// <param name="path">Path of the target.</param>
    /// <param name="sign">False for the core itself, which knows no signatures.</param>
    /// <param name="before">The run that the encounters come from, or null.</param>
    public PreparedRequest[] Build(RequestKind kind, int count, string path, bool sign, RequestStock? before)
    {
        (int Institution, long Person, string Encounter)[] about = Messages.Follows(kind)
            ? [.. Encounters(before).Take(count)]
            : [.. Enumerable.Range(0, count).Select(i => ((int)((_persons + i) % _town.Institutions.Count), _persons + i, ""))];
        _persons += Messages.Follows(kind) ? 0 : count;
        var requests = new PreparedRequest[about.Length];
        Parallel.For(0, (about.Length + BlockSize - 1) / BlockSize, block =>
        {
            var bytes = new ArrayBufferWriter<byte>(BlockSize * 2560);
            int first = block * BlockSize;
            int last = Math.Min(first + BlockSize, about.Length);
            for (int i = first; i < last; i++)
            {
                (int institution, long person, string encounter) = about[i];
                int offset = bytes.WrittenCount;
                Append(bytes, (sign ? _signed : _unsigned)[institution].Build(
                    Messages.InfNo(kind), json => _messages.Write(json, kind, person, encounter)), path, institution);
                requests[i] = new PreparedRequest(
                    [], offset, bytes.WrittenCount - offset, institution, person, _messages.TotalFen(kind, person), encounter);
            }
            byte[] slab = bytes.WrittenSpan.ToArray();
            for (int i = first; i < last; i++)
            {
                requests[i] = requests[i] with { Slab = slab };
            }
        });
        return requests;
    }

    public void Dispose() => _keys.ForEach(key => key.Dispose());

    private static IEnumerable<(int Institution, long Person, string Encounter)> Encounters(RequestStock? before)
    {
        for (int i = 0; i < before?.Requests.Length; i++)
        {
            string encounter = before.Requests[i].Encounter.Length > 0 ? before.Requests[i].Encounter : before.Answers[i].MdtrtId;
            if (before.Answers[i].State == AnswerState.Ok && encounter.Length > 0)
            {
                yield return (before.Requests[i].Institution, before.Requests[i].Person, encounter);
            }
        }
    }

    private void Append(ArrayBufferWriter<byte> bytes, BuiltRequest request, string path, int institution)
    {
        string head = $"POST {path}/{request.InfNo} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json;charset=UTF-8\r\n"
            + (request.Signature is null ? "" : $"x-hub-key-id: {_keys[institution].KeyId}\r\nx-hub-signature: {request.Signature}\r\n")
            + $"Content-Length: {request.Body.Length}\r\n\r\n";
        Encoding.ASCII.GetBytes(head, bytes);
        bytes.Write(request.Body);
    }
}
