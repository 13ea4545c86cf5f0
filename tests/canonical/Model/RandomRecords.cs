using System.Collections;
using System.Reflection;

namespace Hub.Canonical.Tests.Model;

/// <summary>Fills any record of the model with values from a seed: nulls where allowed, awkward text, ends of ranges.</summary>
internal sealed class RandomRecords(int seed)
{
    private static readonly string[] _texts =
        ["", " ", "0", "H43010000001", "张三", "欧阳·买买提", "𠮷野", "\"\\/\b\f\n\r\t\u0001\u2028", "<&>'+", "é\u0301", "null",
            new string('长', 300)];

    private readonly Random _random = new(seed);

    public object Make(Type record)
    {
        var constructor = record.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var made = constructor.Invoke([.. constructor.GetParameters()
            .Select(p => Value(p.ParameterType, new NullabilityInfoContext().Create(p)))]);
        foreach (var property in CanonicalTypes.FieldsOf(record).Where(p => p.CanWrite && constructor.GetParameters().Length == 0))
        {
            property.SetValue(made, Value(property.PropertyType, new NullabilityInfoContext().Create(property)));
        }

        return made;
    }

    private object? Value(Type type, NullabilityInfo nullability)
    {
        if (nullability.WriteState == NullabilityState.Nullable && _random.Next(3) == 0)
        {
            return null;
        }

        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(plain.GetGenericArguments()))!;
            for (var left = _random.Next(4); left > 0; left--)
            {
                list.Add(Scalar(plain.GetGenericArguments()[0]));
            }

            return list;
        }

        return Scalar(plain);
    }

    private object Scalar(Type type) => type switch
    {
        _ when type == typeof(string) => _texts[_random.Next(_texts.Length)],
        _ when type == typeof(bool) => _random.Next(2) == 1,
        _ when type == typeof(int) => _random.Next(4) == 0 ? int.MinValue : _random.Next(),
        _ when type == typeof(Money) => new Money(_random.Next(4) == 0 ? long.MinValue : _random.NextInt64(-1_000_000, long.MaxValue)),
        _ when type == typeof(decimal) => new decimal(_random.Next(), _random.Next(), _random.Next(), _random.Next(2) == 1, (byte)_random.Next(29)),
        _ when type == typeof(DateOnly) => DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber)),
        _ when type == typeof(DateTime) => new DateTime(_random.NextInt64(DateTime.MaxValue.Ticks) / 10 * (_random.Next(2) * 10), DateTimeKind.Unspecified),
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>(Bytes()),
        { IsEnum: true } => Enum.GetValues(type).GetValue(_random.Next(Enum.GetValues(type).Length))!,
        _ => Make(type),
    };

    private byte[] Bytes()
    {
        var bytes = new byte[_random.Next(100)];
        _random.NextBytes(bytes);
        return bytes;
    }
}
