//! The values, uses and calls in the functions of a linked module.

use anyhow::{Context, Result};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use wasmparser::{
    Catch, FuncToValidate, FuncValidator, FunctionBody, KnownCustom, ModuleArity, Name, Operator,
    Parser, Payload, TypeRef, ValType, ValidPayload, Validator, ValidatorResources, WasmFeatures,
};

/// The features that clang compiles to.
const FEATURES: WasmFeatures = WasmFeatures::WASM2
    .union(WasmFeatures::EXCEPTIONS)
    .union(WasmFeatures::LEGACY_EXCEPTIONS)
    .union(WasmFeatures::TAIL_CALL)
    .union(WasmFeatures::THREADS)
    .union(WasmFeatures::RELAXED_SIMD)
    .union(WasmFeatures::EXTENDED_CONST)
    .union(WasmFeatures::MULTI_MEMORY)
    .union(WasmFeatures::WIDE_ARITHMETIC);

const STACK_POINTER: &str = "__stack_pointer";

#[derive(Default)]
pub struct Linked {
    pub functions: Vec<Function>,
    /// The global that holds it.
    pub stack_pointer: Option<u32>,
}

/// The parts of a function that concern possible pointers.
pub struct Function {
    /// In the file: the body, from its list of locals on, and the instructions.
    pub body: Range<usize>,
    pub code: Range<usize>,
    /// Types of the parameters and locals.
    pub locals: Vec<ValType>,
    pub parameters: usize,
    pub results: Vec<ValType>,
    /// By local: whether it ever holds anything but a constant.
    pub holds_pointers: Vec<bool>,
    pub steps: Vec<Step>,
    pub blocks: Vec<Block>,
    /// Operands that lie below a call: by the place after the instruction that makes them.
    pub kept: BTreeMap<usize, Made>,
    /// Whether it returns by a branch.
    pub branches_out: bool,
}

/// The operands that an instruction leaves.
pub struct Made {
    pub types: Vec<ValType>,
    /// By operand: its height, if it is on the stack during a call.
    pub heights: Vec<Option<usize>>,
}

/// A relevant instruction.
pub struct Step {
    /// In the file.
    pub place: Range<usize>,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Get(u32),
    /// Of a local, which it may leave as an operand too.
    Set(u32),
    Call,
    /// The function ends here, or calls another instead of ending.
    Exit,
}

/// Steps one after the other.
#[derive(Default)]
pub struct Block {
    pub steps: Range<usize>,
    /// The possible successors.
    pub next: Vec<usize>,
    /// The possible successors if a call throws.
    pub handlers: Vec<usize>,
}

impl Linked {
    pub fn read(bytes: &[u8]) -> Result<Self> {
        // Validate before using any index.
        Validator::new_with_features(FEATURES).validate_all(bytes)?;
        let mut linked = Self::default();
        let mut validator = Validator::new_with_features(FEATURES);
        let mut callees = Vec::new();
        let (mut globals, mut first, mut named) = (0, None, None);
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            let valid = validator.payload(&payload)?;
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        match import.ty {
                            // A WASI function calls no function of the program.
                            TypeRef::Func(_) => callees.push(import.module == preview1::MODULE),
                            TypeRef::Global(_) => {
                                if import.name == STACK_POINTER {
                                    first = Some(globals);
                                }
                                globals += 1;
                            }
                            _ => {}
                        }
                    }
                }
                Payload::GlobalSection(section) => {
                    // wasm-ld's first one, if there is one.
                    let global = section.into_iter().next().transpose()?;
                    let is_stack_pointer = global.is_some_and(|global| {
                        let start = global.init_expr.get_operators_reader().read();
                        global.ty.mutable
                            && matches!(start, Ok(Operator::I32Const { value }) if value != 0)
                    });
                    if globals == 0 && is_stack_pointer {
                        first = Some(0);
                    }
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(subsections) = section.as_known() {
                        for subsection in subsections {
                            if let Name::Global(list) = subsection? {
                                for name in list {
                                    let name = name?;
                                    if name.name == STACK_POINTER {
                                        named = Some(name.index);
                                    }
                                }
                                first = named;
                            }
                        }
                    }
                }
                _ => {}
            }
            if let ValidPayload::Func(function, body) = valid {
                linked
                    .functions
                    .push(Reader::read(function, &body, &callees)?);
            }
        }
        linked.stack_pointer = first;
        Ok(linked)
    }
}

/// An operand.
#[derive(Clone, Copy)]
struct Operand {
    /// The place after the instruction that made it, and its index among the results.
    made: usize,
    nth: usize,
    may_be_pointer: bool,
}

/// Where branches to a label lead.
enum Label {
    Loop(usize),
    /// The end, with the blocks that branch there.
    End(Vec<usize>),
}

struct Frame {
    label: Label,
    /// The block before an `if` that has had no `else` yet.
    condition: Option<usize>,
    /// The handler for an exception in it, and whether it still applies.
    handler: Option<(usize, bool)>,
}

impl Frame {
    fn new(label: Label) -> Self {
        Self {
            label,
            condition: None,
            handler: None,
        }
    }
}

struct Reader<'a> {
    function: Function,
    operands: Vec<Operand>,
    /// The results of instructions with more than one result.
    made: HashMap<usize, Vec<ValType>>,
    frames: Vec<Frame>,
    block: usize,
    /// By function: whether it is imported and calls nothing.
    harmless: &'a [bool],
}

impl Reader<'_> {
    fn read(
        function: FuncToValidate<ValidatorResources>,
        body: &FunctionBody<'_>,
        harmless: &[bool],
    ) -> Result<Function> {
        let own = function.ty;
        let mut validator = function.into_validator(Default::default());
        let signature = validator
            .sub_type_at(own)
            .context("a function without a type")?
            .unwrap_func();
        let (parameters, results) = (signature.params().len(), signature.results().to_vec());
        let mut locals = body.get_binary_reader();
        validator.read_locals(&mut locals)?;
        let types: Vec<ValType> = (0..validator.len_locals())
            .filter_map(|local| validator.get_local_type(local))
            .collect();
        let mut reader = Reader {
            function: Function {
                body: body.range(),
                code: locals.original_position()..body.range().end,
                holds_pointers: (0..types.len()).map(|local| local < parameters).collect(),
                locals: types,
                parameters,
                results,
                steps: Vec::new(),
                blocks: vec![Block::default()],
                kept: BTreeMap::new(),
                branches_out: false,
            },
            operands: Vec::new(),
            made: HashMap::new(),
            frames: vec![Frame::new(Label::End(Vec::new()))],
            block: 0,
            harmless,
        };
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let (operator, start) = operators.read_with_offset()?;
            let place = start..operators.original_position();
            reader.operator(&mut validator, &operator, place)?;
        }
        let steps = reader.function.steps.len();
        reader.function.blocks[reader.block].steps.end = steps;
        Ok(reader.function)
    }

    fn operator(
        &mut self,
        validator: &mut FuncValidator<ValidatorResources>,
        operator: &Operator<'_>,
        place: Range<usize>,
    ) -> Result<()> {
        let (pops, pushes) = operator
            .operator_arity(validator)
            .with_context(|| format!("an instruction that is not known: {operator:?}"))?;
        let (pops, pushes) = (pops as usize, pushes as usize);
        let reached = validator
            .get_control_frame(0)
            .is_some_and(|frame| !frame.unreachable);
        let popped = self.operands.len().saturating_sub(pops);
        let may_be_pointer = may_be_pointer(operator, &self.operands[popped..]);
        if reached && self.may_look(operator) {
            self.keep(validator, popped);
        }
        self.step(operator, &place, may_be_pointer);
        self.flow(operator);

        validator.op(place.start, operator)?;
        let height = validator.operand_stack_height() as usize;
        let below = height.saturating_sub(pushes);
        self.operands.truncate(below);
        for nth in 0..height - self.operands.len() {
            self.operands.push(Operand {
                made: place.end,
                nth,
                may_be_pointer,
            });
        }
        if pushes > 1 {
            let types = (below..height).map(|at| type_at(validator, at)).collect();
            if let Some(types) = types {
                self.made.insert(place.end, types);
            }
        }
        Ok(())
    }

    /// Whether an instruction can reach code that scans the stack.
    fn may_look(&self, operator: &Operator<'_>) -> bool {
        match *operator {
            Operator::Call { function_index } => {
                let imported = self.harmless.get(function_index as usize);
                !imported.copied().unwrap_or(false)
            }
            Operator::CallIndirect { .. } | Operator::CallRef { .. } => true,
            _ => false,
        }
    }

    /// Notes the operands below a call's arguments.
    fn keep(&mut self, validator: &FuncValidator<ValidatorResources>, below: usize) {
        for (height, operand) in self.operands[..below].iter().enumerate() {
            let Some(own) = type_at(validator, height) else {
                continue;
            };
            if !operand.may_be_pointer || !is_wide_enough(own) {
                continue;
            }
            let made = &self.made;
            let kept = self.function.kept.entry(operand.made).or_insert_with(|| {
                let types = made.get(&operand.made).cloned().unwrap_or(vec![own]);
                Made {
                    heights: vec![None; types.len()],
                    types,
                }
            });
            if let Some(place) = kept.heights.get_mut(operand.nth) {
                *place = Some(height);
            }
        }
    }

    fn step(&mut self, operator: &Operator<'_>, place: &Range<usize>, may_be_pointer: bool) {
        let kind = match *operator {
            Operator::LocalGet { local_index } => Kind::Get(local_index),
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                self.function.holds_pointers[local_index as usize] |= may_be_pointer;
                Kind::Set(local_index)
            }
            Operator::Return
            | Operator::ReturnCall { .. }
            | Operator::ReturnCallIndirect { .. }
            | Operator::ReturnCallRef { .. } => Kind::Exit,
            Operator::End if self.frames.len() == 1 => Kind::Exit,
            _ if self.may_look(operator) => Kind::Call,
            _ => return,
        };
        self.function.steps.push(Step {
            place: place.clone(),
            kind,
        });
    }

    /// Follows the paths through the function.
    fn flow(&mut self, operator: &Operator<'_>) {
        match operator {
            Operator::Block { .. } => self.frames.push(Frame::new(Label::End(Vec::new()))),
            Operator::Loop { .. } => {
                self.fall_through();
                self.frames.push(Frame::new(Label::Loop(self.block)));
            }
            Operator::If { .. } => {
                let condition = self.block;
                self.fall_through();
                self.frames.push(Frame {
                    condition: Some(condition),
                    ..Frame::new(Label::End(Vec::new()))
                });
            }
            Operator::Else => {
                self.branch(0);
                let condition = self.frame(0).and_then(|frame| frame.condition.take());
                self.begin(condition);
            }
            Operator::End | Operator::Delegate { .. } => {
                let Some(frame) = self.frames.pop() else {
                    return;
                };
                self.fall_through();
                let sources = match frame.label {
                    Label::End(sources) => sources,
                    Label::Loop(_) => Vec::new(),
                };
                for source in sources.into_iter().chain(frame.condition) {
                    self.function.blocks[source].next.push(self.block);
                }
            }
            Operator::Br { relative_depth } => {
                self.branch(*relative_depth);
                self.begin(None);
            }
            Operator::BrIf { relative_depth } => {
                self.branch(*relative_depth);
                self.fall_through();
            }
            Operator::BrTable { targets } => {
                self.branch(targets.default());
                for target in targets.targets().flatten() {
                    self.branch(target);
                }
                self.begin(None);
            }
            Operator::TryTable { try_table } => {
                let handler = self.handler();
                for catch in &try_table.catches {
                    let (Catch::One { label, .. }
                    | Catch::OneRef { label, .. }
                    | Catch::All { label }
                    | Catch::AllRef { label }) = *catch;
                    self.branch_from(handler, label);
                }
                self.try_with(handler);
            }
            Operator::Try { .. } => {
                let handler = self.handler();
                self.try_with(handler);
            }
            Operator::Catch { .. } | Operator::CatchAll => {
                self.branch(0);
                let handler = self.frame(0).and_then(|frame| {
                    let (handler, active) = frame.handler.as_mut()?;
                    *active = false;
                    Some(*handler)
                });
                self.begin(handler);
            }
            Operator::Throw { .. } | Operator::ThrowRef | Operator::Rethrow { .. } => {
                let block = &mut self.function.blocks[self.block];
                block.next.extend_from_slice(&block.handlers);
                self.begin(None);
            }
            Operator::Return
            | Operator::Unreachable
            | Operator::ReturnCall { .. }
            | Operator::ReturnCallIndirect { .. }
            | Operator::ReturnCallRef { .. } => self.begin(None),
            _ => {}
        }
    }

    fn frame(&mut self, depth: u32) -> Option<&mut Frame> {
        self.frames.iter_mut().rev().nth(depth as usize)
    }

    fn branch(&mut self, depth: u32) {
        self.branch_from(self.block, depth);
    }

    fn branch_from(&mut self, block: usize, depth: u32) {
        if depth as usize + 1 == self.frames.len() {
            self.function.branches_out = true;
        }
        match self.frame(depth).map(|frame| &mut frame.label) {
            Some(Label::End(sources)) => sources.push(block),
            Some(Label::Loop(head)) => {
                let head = *head;
                self.function.blocks[block].next.push(head);
            }
            None => {}
        }
    }

    /// A block for the code after a throw.
    fn handler(&mut self) -> usize {
        let steps = self.function.steps.len();
        self.function.blocks.push(Block {
            steps: steps..steps,
            ..Block::default()
        });
        self.function.blocks.len() - 1
    }

    fn try_with(&mut self, handler: usize) {
        self.frames.push(Frame {
            handler: Some((handler, true)),
            ..Frame::new(Label::End(Vec::new()))
        });
        self.fall_through();
    }

    fn fall_through(&mut self) {
        self.begin(Some(self.block));
    }

    /// Ends the block, and begins another, which comes after `before`.
    fn begin(&mut self, before: Option<usize>) {
        let steps = self.function.steps.len();
        self.function.blocks[self.block].steps.end = steps;
        let handlers = self.frames.iter().filter_map(|frame| match frame.handler {
            Some((handler, true)) => Some(handler),
            _ => None,
        });
        self.function.blocks.push(Block {
            steps: steps..steps,
            next: Vec::new(),
            handlers: handlers.collect(),
        });
        let block = self.function.blocks.len() - 1;
        if let Some(before) = before {
            self.function.blocks[before].next.push(block);
        }
        self.block = block;
    }
}

/// The type of the operand at a height, where it is known.
fn type_at(validator: &FuncValidator<ValidatorResources>, height: usize) -> Option<ValType> {
    let top = validator.operand_stack_height() as usize;
    validator.get_operand_type(top.checked_sub(height + 1)?)?
}

pub fn is_wide_enough(each: ValType) -> bool {
    matches!(each, ValType::I32 | ValType::I64)
}

/// Whether the result of an instruction can be a pointer to allocated memory. Constants,
/// truth values, bytes and addresses on the stack cannot.
fn may_be_pointer(operator: &Operator<'_>, operands: &[Operand]) -> bool {
    match operator {
        Operator::I32Const { .. }
        | Operator::I64Const { .. }
        | Operator::GlobalGet { .. }
        | Operator::MemorySize { .. }
        | Operator::MemoryGrow { .. }
        | Operator::I32Load8S { .. }
        | Operator::I32Load8U { .. }
        | Operator::I32Load16S { .. }
        | Operator::I32Load16U { .. }
        | Operator::I32Clz
        | Operator::I32Ctz
        | Operator::I32Popcnt
        | Operator::I32Eqz
        | Operator::I32Eq
        | Operator::I32Ne
        | Operator::I32LtS
        | Operator::I32LtU
        | Operator::I32GtS
        | Operator::I32GtU
        | Operator::I32LeS
        | Operator::I32LeU
        | Operator::I32GeS
        | Operator::I32GeU
        | Operator::I64Eqz
        | Operator::I64Eq
        | Operator::I64Ne
        | Operator::I64LtS
        | Operator::I64LtU
        | Operator::I64GtS
        | Operator::I64GtU
        | Operator::I64LeS
        | Operator::I64LeU
        | Operator::I64GeS
        | Operator::I64GeU
        | Operator::F32Eq
        | Operator::F32Ne
        | Operator::F32Lt
        | Operator::F32Gt
        | Operator::F32Le
        | Operator::F32Ge
        | Operator::F64Eq
        | Operator::F64Ne
        | Operator::F64Lt
        | Operator::F64Gt
        | Operator::F64Le
        | Operator::F64Ge => false,
        Operator::I32Add
        | Operator::I32Sub
        | Operator::I32And
        | Operator::LocalSet { .. }
        | Operator::LocalTee { .. } => operands.iter().any(|operand| operand.may_be_pointer),
        _ => true,
    }
}
