-- Strings, tables, numbers and closures, as programs use them.
local random = 1
local function draw(below)
	random = (random * 1103515245 + 12345) % 2147483648
	return random // 65536 % below
end

local words = {}
for i = 1, 3000 do
	local letters = {}
	for k = 1, 2 + draw(7) do letters[k] = string.char(97 + draw(26)) end
	words[i] = table.concat(letters)
end
local text = table.concat(words, " ")

local seen, count = {}, 0
for word in text:gmatch("%a+") do
	seen[word] = (seen[word] or 0) + 1
	count = count + #word
end
local sorted = {}
for word in pairs(seen) do sorted[#sorted + 1] = word end
table.sort(sorted)

local upper = text:gsub("(%a)(%a*)", function(first, rest) return first:upper() .. rest end)
local found = 0
for i = 1, #sorted, 50 do
	if text:find(sorted[i], 1, true) then found = found + 1 end
end

local lines = {}
for i = 1, 2000 do
	lines[i] = string.format("%5d %-10s %8.3f", i, words[i], i / 7)
end
local sum = 0
for _, line in ipairs(lines) do
	sum = sum + tonumber(line:match("%S+$"))
end

local function fibonacci(n)
	if n < 2 then return n end
	return fibonacci(n - 1) + fibonacci(n - 2)
end

print(count, #sorted, #upper, found, string.format("%.3f", sum), fibonacci(18))
