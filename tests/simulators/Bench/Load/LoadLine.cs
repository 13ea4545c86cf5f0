using System.Net;
using System.Net.Sockets;

namespace Hub.Simulators.Bench.Load;

/// <summary>
/// One connection with at most one request under way. Sends are synchronous (a request fits into the socket's buffer), receives complete
/// on the runtime's socket thread and run on to the next request there: no task, no pool thread, no allocation per request but the facts.
/// </summary>
internal sealed class LoadLine : IDisposable
{
    private readonly LoadRun _run;
    private readonly IPEndPoint _target;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(AnswerReader.BytesMax, pinned: true);
    private readonly SocketAsyncEventArgs _receive = new();
    private Socket _socket;
    private int _number;
    private long _since;
    private int _received;
    private int _expected;

    public LoadLine(LoadRun run, IPEndPoint target)
    {
        _run = run;
        _target = target;
        _socket = Connect();
        _receive.Completed += (_, _) => Go(received: true);
    }

    /// <summary>Takes requests from the run until there is none; then the run calls again when there is.</summary>
    public void Start() => Go(received: false);

    public void Dispose()
    {
        _receive.Dispose();
        _socket.Dispose();
    }

    private void Go(bool received)
    {
        bool working = received || Next();
        while (working)
        {
            if (!received)
            {
                _receive.SetBuffer(_buffer, _received, _buffer.Length - _received);
                if (_socket.ReceiveAsync(_receive))
                {
                    return;
                }
            }
            received = false;
            working = !Finished() || Next();
        }
    }

    /// <summary>Looks at what has arrived; true when the request has ended, well or not.</summary>
    private bool Finished()
    {
        if (_receive.SocketError != SocketError.Success || _receive.BytesTransferred == 0)
        {
            Break(_receive.SocketError == SocketError.Success ? "the line was closed" : _receive.SocketError.ToString());
            return true;
        }
        _received += _receive.BytesTransferred;
        if (_expected == 0)
        {
            _expected = AnswerReader.LengthOf(_buffer.AsSpan(0, _received));
        }
        if (_expected < 0 || (_expected > 0 && _received > _expected))
        {
            Break("an answer that this client does not read");
            return true;
        }
        if (_expected == 0 || _received < _expected)
        {
            return false;
        }
        _run.Ended(_number, _since, AnswerReader.Read(_buffer.AsSpan(0, _received), _run.Stock.Requests[_number]));
        return true;
    }

    private bool Next()
    {
        while (_run.Take(this, out _number, out _since))
        {
            _received = 0;
            _expected = 0;
            try
            {
                for (ReadOnlySpan<byte> rest = _run.Stock.Requests[_number].Bytes; !rest.IsEmpty;)
                {
                    rest = rest[_socket.Send(rest)..];
                }
                return true;
            }
            catch (SocketException broken)
            {
                Break(broken.SocketErrorCode.ToString());
            }
        }
        return false;
    }

    private void Break(string reason)
    {
        _run.Ended(_number, _since, AnswerReader.Error(reason));
        _socket.Dispose();
        try
        {
            _socket = Connect();
        }
        catch (SocketException)
        {
            // Nobody listens any more: the next request fails on this closed socket and is counted as an error too.
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(_target);
        return socket;
    }
}
